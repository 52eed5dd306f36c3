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

CREATE FUNCTION as_json(part text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  RETURN part::jsonb;
EXCEPTION WHEN OTHERS THEN
  RETURN 'null'::jsonb;
END
$guard$;

-- Every node of a definition: where it stands (`place`, without the numbers of lists) and what it is.
CREATE FUNCTION definition_node(wanted bigint) RETURNS TABLE (version_id bigint, path text, parent text, place text, type text, value text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
WITH RECURSIVE node(path, parent, place, part) AS (
  SELECT '$', NULL::text, '$', as_json(v.definition) FROM workflow_version v WHERE v.id = wanted
  UNION ALL
  SELECT n.path || c.step, n.path, n.place || c.spot, c.part
    FROM node n, LATERAL (
           SELECT '.' || o.key AS step, CASE WHEN o.key ~ '^[a-z]+$' THEN '.' || o.key ELSE '.no part' END AS spot, o.value AS part
             FROM jsonb_each(CASE jsonb_typeof(n.part) WHEN 'object' THEN n.part ELSE '{}' END) o
           UNION ALL
           SELECT '[' || a.ordinality || ']', '[]', a.value
             FROM jsonb_array_elements(CASE jsonb_typeof(n.part) WHEN 'array' THEN n.part ELSE '[]' END) WITH ORDINALITY a) c)
SELECT wanted, n.path, n.parent, n.place,
       CASE jsonb_typeof(n.part) WHEN 'array' THEN 'list' WHEN 'string' THEN 'text' WHEN 'null' THEN 'nothing' WHEN 'boolean' THEN 'flag'
                                 WHEN 'number' THEN CASE WHEN n.part::text ~ '^[0-9]{1,9}$' THEN 'number' ELSE 'real' END
                                 ELSE jsonb_typeof(n.part) END,
       n.part #>> '{}'
  FROM node n
$guard$;

CREATE FUNCTION workflow_version_unfold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
{{rules}}
  INSERT INTO workflow_step SELECT * FROM published_step() WHERE workflow_version = NEW.id;
  INSERT INTO workflow_transition SELECT * FROM published_transition() WHERE workflow_version = NEW.id;
  INSERT INTO transition_need SELECT * FROM published_need() WHERE workflow_version = NEW.id;
  INSERT INTO transition_role SELECT * FROM published_role() WHERE workflow_version = NEW.id;
  RETURN NULL;
END
$guard$;

CREATE TRIGGER workflow_version_unfolds AFTER INSERT ON workflow_version FOR EACH ROW EXECUTE FUNCTION workflow_version_unfold();
