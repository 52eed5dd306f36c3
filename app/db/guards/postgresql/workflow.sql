-- A published definition, unfolded: what the workflow tables hold, no more and no less.
CREATE FUNCTION published_step() RETURNS SETOF workflow_step LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
SELECT v.id, s.value ->> 'key', s.ordinality, s.value ->> 'clock', s.value ->> 'awaits', (s.value ->> 'phase')::bigint
  FROM workflow_version v, jsonb_array_elements(v.definition::jsonb -> 'steps') WITH ORDINALITY s
$guard$;

CREATE FUNCTION published_transition() RETURNS SETOF workflow_transition LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
SELECT v.id, x ->> 'key', f, x ->> 'target', x ->> 'purpose'
  FROM workflow_version v, jsonb_array_elements(v.definition::jsonb -> 'transitions') x, jsonb_array_elements_text(x -> 'sources') f
$guard$;

CREATE FUNCTION published_need() RETURNS SETOF transition_need LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
SELECT v.id, x ->> 'key', n ->> 'kind', n ->> 'argument'
  FROM workflow_version v, jsonb_array_elements(v.definition::jsonb -> 'transitions') x, jsonb_array_elements(x -> 'needs') n
$guard$;

CREATE FUNCTION published_role() RETURNS SETOF transition_role LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
SELECT v.id, x ->> 'key', r
  FROM workflow_version v, jsonb_array_elements(v.definition::jsonb -> 'transitions') x, jsonb_array_elements_text(x -> 'who') r
$guard$;

CREATE FUNCTION workflow_version_unfold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  INSERT INTO workflow_step SELECT * FROM published_step() WHERE workflow_version = NEW.id;
  INSERT INTO workflow_transition SELECT * FROM published_transition() WHERE workflow_version = NEW.id;
  INSERT INTO transition_need SELECT * FROM published_need() WHERE workflow_version = NEW.id;
  INSERT INTO transition_role SELECT * FROM published_role() WHERE workflow_version = NEW.id;
  RETURN NULL;
END
$guard$;

CREATE TRIGGER workflow_version_unfolds AFTER INSERT ON workflow_version FOR EACH ROW EXECUTE FUNCTION workflow_version_unfold();
