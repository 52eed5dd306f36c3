-- A published definition, unfolded: what the workflow tables hold, no more and no less.
CREATE VIEW published_step AS
SELECT v.id AS workflow_version, json_extract(s.value, '$.key') AS key, s.key + 1 AS position,
       json_extract(s.value, '$.clock') AS clock, json_extract(s.value, '$.awaits') AS awaits,
       json_extract(s.value, '$.phase') AS phase
  FROM workflow_version v, json_each(v.definition, '$.steps') s;

CREATE VIEW published_transition AS
SELECT v.id AS workflow_version, json_extract(x.value, '$.key') AS key, f.value AS from_step,
       json_extract(x.value, '$.target') AS to_step, json_extract(x.value, '$.purpose') AS purpose
  FROM workflow_version v, json_each(v.definition, '$.transitions') x, json_each(x.value, '$.sources') f;

CREATE VIEW published_need AS
SELECT v.id AS workflow_version, json_extract(x.value, '$.key') AS transition,
       json_extract(n.value, '$.kind') AS kind, json_extract(n.value, '$.argument') AS argument
  FROM workflow_version v, json_each(v.definition, '$.transitions') x, json_each(x.value, '$.needs') n;

CREATE VIEW published_role AS
SELECT v.id AS workflow_version, json_extract(x.value, '$.key') AS transition, w.value AS role
  FROM workflow_version v, json_each(v.definition, '$.transitions') x, json_each(x.value, '$.who') w;

-- Every node of a definition: where it stands (`place`, without the numbers of lists) and what it is.
CREATE VIEW definition_node AS
SELECT v.id AS version_id, j.fullkey AS path, nullif(j.path, j.fullkey) AS parent,
       CASE WHEN typeof(j.key) = 'text' AND j.key GLOB '*[^a-z]*' THEN 'no part' ELSE {{place}} END AS place,
       CASE j.type WHEN 'array' THEN 'list' WHEN 'null' THEN 'nothing' WHEN 'true' THEN 'flag' WHEN 'false' THEN 'flag'
                   WHEN 'integer' THEN CASE WHEN j.atom BETWEEN 0 AND 999999999 THEN 'number' ELSE 'real' END ELSE j.type END AS type,
       CAST(j.atom AS TEXT) AS value
  FROM workflow_version v, json_tree(CASE WHEN json_valid(v.definition) THEN v.definition ELSE 'null' END) j;

CREATE TRIGGER workflow_version_unfolds AFTER INSERT ON workflow_version
BEGIN
{{rules}}
  INSERT INTO workflow_step (workflow_version, key, position, clock, awaits, phase)
  SELECT workflow_version, key, position, clock, awaits, phase FROM published_step WHERE workflow_version = NEW.id;
  INSERT INTO workflow_transition (workflow_version, key, from_step, to_step, purpose)
  SELECT workflow_version, key, from_step, to_step, purpose FROM published_transition WHERE workflow_version = NEW.id;
  INSERT INTO transition_need (workflow_version, transition, kind, argument)
  SELECT workflow_version, transition, kind, argument FROM published_need WHERE workflow_version = NEW.id;
  INSERT INTO transition_role (workflow_version, transition, role)
  SELECT workflow_version, transition, role FROM published_role WHERE workflow_version = NEW.id;
END;
