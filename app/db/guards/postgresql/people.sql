-- Who is asking: the person of this database whose login opened the session. Group roles span the
-- cluster, so every right is read from this desk's own rows. SECURITY DEFINER leaves session_user alone.
CREATE FUNCTION refuse(rule text) RETURNS void LANGUAGE plpgsql AS $guard$
BEGIN
  RAISE EXCEPTION USING MESSAGE = rule, ERRCODE = 'check_violation';
END
$guard$;

CREATE FUNCTION session_person() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
SELECT p.id FROM person p WHERE p.login = session_user AND p.active = 1
$guard$;

CREATE FUNCTION is_staff() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
SELECT EXISTS (SELECT 1 FROM person p JOIN role_grant g ON g.person = p.id
                WHERE p.login = session_user AND p.active = 1 AND g.active = 1 AND g.role <> 'counter')
$guard$;

CREATE FUNCTION is_administrator() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
SELECT EXISTS (SELECT 1 FROM person p JOIN role_grant g ON g.person = p.id
                WHERE p.login = session_user AND p.active = 1 AND g.active = 1 AND g.role = 'administrator')
$guard$;

CREATE FUNCTION has_administrator() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
SELECT EXISTS (SELECT 1 FROM role_grant g WHERE g.role = 'administrator')
$guard$;

-- A ticket's row lock, which the right to insert events alone does not give, and the row as it is then.
CREATE FUNCTION take_ticket(wanted bigint) RETURNS SETOF ticket LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  PERFORM 1 FROM ticket t WHERE t.id = wanted FOR NO KEY UPDATE;
  RETURN QUERY SELECT t.* FROM ticket t WHERE t.id = wanted AND (is_staff() OR t.opened_by = session_person());
END
$guard$;

-- What everybody with a login may know of a person: the name.
CREATE VIEW person_card AS SELECT id, name, active FROM person;
