CREATE TRIGGER desk_event_{{thing}} BEFORE INSERT ON desk_event WHEN NEW.thing = '{{thing}}'
BEGIN
{{event_shape}}

  SELECT RAISE(ABORT, '{{label}}: it is added first, and edited afterwards.')
   WHERE NEW.kind IS NOT CASE WHEN NEW.version = 1 THEN 'added' ELSE 'edited' END;
{{published_once}}  SELECT RAISE(ABORT, 'An edit of a record changes something.')
   WHERE NEW.version > 1 AND NEW.was = NEW.now;
  SELECT RAISE(ABORT, 'A record of the desk says nothing beside its changes.')
   WHERE NEW.said <> '{}';
  SELECT RAISE(ABORT, 'An event fills what a record cannot do without.')
   WHERE {{incomplete}};
{{allowed}}END;

CREATE TRIGGER desk_event_adds_{{thing}} AFTER INSERT ON desk_event WHEN NEW.thing = '{{thing}}' AND NEW.version = 1
BEGIN
  INSERT INTO {{thing}} (id, version, {{column_list}}, digests)
  VALUES (NEW.thing_id, NEW.version, {{values}}, {{digests}});
  SELECT RAISE(ABORT, 'An event takes effect or is not written.')
   WHERE (SELECT t.version FROM {{thing}} t WHERE t.id = NEW.thing_id) IS NOT NEW.version;
{{after}}  INSERT INTO change (kind, row_id, version) VALUES (NEW.thing, NEW.thing_id, NEW.version);
END;

CREATE TRIGGER desk_event_edits_{{thing}} AFTER INSERT ON desk_event WHEN NEW.thing = '{{thing}}' AND NEW.version > 1
BEGIN
  UPDATE {{thing}} SET
         version = NEW.version,
         {{assignments}},
         digests = {{merged_digests}}
   WHERE id = NEW.thing_id;
  SELECT RAISE(ABORT, 'An event takes effect or is not written.')
   WHERE (SELECT t.version FROM {{thing}} t WHERE t.id = NEW.thing_id) IS NOT NEW.version;
{{after}}  INSERT INTO change (kind, row_id, version) VALUES (NEW.thing, NEW.thing_id, NEW.version);
END;

CREATE TRIGGER {{thing}}_is_born BEFORE INSERT ON {{thing}}
BEGIN
  SELECT RAISE(ABORT, '{{label}}: a record is never replaced.')
   WHERE EXISTS (SELECT 1 FROM {{thing}} t WHERE t.id = NEW.id);
  SELECT RAISE(ABORT, '{{label}}: a record is born by its event.')
   WHERE NOT EXISTS (SELECT 1 FROM desk_event e
                      WHERE e.thing = '{{thing}}' AND e.thing_id = NEW.id AND e.version = 1 AND NEW.version = 1);
{{next_number}}  SELECT RAISE(ABORT, '{{label}}: another record has the same {{unique_names}}.')
   WHERE {{not_unique}};
END;

CREATE TRIGGER {{thing}}_changes BEFORE UPDATE ON {{thing}}
BEGIN
  SELECT RAISE(ABORT, '{{label}}: a record changes only by an event.')
   WHERE NEW.version IS NOT OLD.version + 1 OR NEW.id <> OLD.id
      OR NOT EXISTS (SELECT 1 FROM desk_event e
                      WHERE e.thing = '{{thing}}' AND e.thing_id = NEW.id AND e.version = NEW.version);
  SELECT RAISE(ABORT, '{{label}}: another record has the same {{unique_names}}.')
   WHERE {{not_unique}};
END;

CREATE TRIGGER {{thing}}_is_kept BEFORE DELETE ON {{thing}}
BEGIN
  SELECT RAISE(ABORT, '{{label}}: a record is retired, never deleted.');
END;
