CREATE FUNCTION {{table}}_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM {{view}}() p WHERE to_jsonb(p) = to_jsonb(NEW)) THEN
    PERFORM refuse('A published workflow is never changed.');
  END IF;
  RETURN NEW;
END
$guard$;

CREATE TRIGGER {{table}}_is_published BEFORE INSERT ON {{table}} FOR EACH ROW EXECUTE FUNCTION {{table}}_row();
CREATE TRIGGER {{table}}_stays BEFORE UPDATE ON {{table}} FOR EACH ROW EXECUTE FUNCTION never('A published workflow is never changed.');
CREATE TRIGGER {{table}}_is_kept BEFORE DELETE ON {{table}} FOR EACH ROW EXECUTE FUNCTION never('A published workflow is never changed.');
CREATE TRIGGER {{table}}_is_not_emptied BEFORE TRUNCATE ON {{table}} FOR EACH STATEMENT EXECUTE FUNCTION never('A published workflow is never changed.');
