-- Who is asking: the person of this database whose login opened the session. Group roles span the
-- cluster, so every right is read from this desk's own rows. SECURITY DEFINER leaves session_user alone.
CREATE FUNCTION refuse(rule text) RETURNS void LANGUAGE plpgsql AS $guard$
BEGIN
  RAISE EXCEPTION USING MESSAGE = rule, ERRCODE = 'check_violation';
END
$guard$;

-- In PL/pgSQL, as it keeps the plan; policies ask for each event and each command.
CREATE FUNCTION session_person() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  RETURN (SELECT p.id FROM person p WHERE p.login = session_user AND p.active = 1);
END
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

-- What deciding on a command about a ticket needs: the row, locked, which the right to insert events alone does
-- not give; the roles of the actor; what the command was answered if it was done before. It says no more
-- than the policies do, and says it in one look at who is asking.
CREATE FUNCTION take_turn(wanted bigint, asked bigint, actor bigint, OUT held ticket, OUT grants text, OUT result text) LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  me record;
BEGIN
  SELECT p.id, EXISTS (SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.active = 1 AND g.role <> 'counter') AS is_staff,
         (SELECT json_agg(json_build_array(g.role, g.team)) FROM role_grant g WHERE g.person = p.id AND g.active = 1) AS grants INTO me
    FROM person p WHERE p.login = session_user AND p.active = 1;
  SELECT t.* INTO held FROM ticket t WHERE t.id = wanted AND (me.is_staff OR t.opened_by = me.id) FOR NO KEY UPDATE;
  SELECT c.result INTO result FROM command c WHERE c.id = asked AND (c.actor = me.id OR is_administrator());
  IF actor IS DISTINCT FROM me.id THEN
    me.grants := (SELECT json_agg(json_build_array(g.role, g.team)) FROM role_grant g JOIN person p ON p.id = g.person
                   WHERE me.is_staff AND g.person = actor AND g.active = 1 AND p.active = 1);
  END IF;
  grants := coalesce(me.grants, '[]');
END
$guard$;

-- What everybody with a login here may know of a person: the name.
CREATE VIEW person_card AS SELECT id, name, active FROM person WHERE (( SELECT session_person() AS session_person)) IS NOT NULL;
