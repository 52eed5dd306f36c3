CREATE FUNCTION desk_event_{{thing}}(event desk_event) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  t {{thing}}; n {{thing}}; held jsonb; full_values jsonb; marks jsonb;
  was jsonb; changes jsonb; texts jsonb; fault text;
BEGIN
  SELECT * INTO t FROM {{thing}} x WHERE x.id = event.thing_id;
  IF event.version <> coalesce(t.version, 0) + 1 THEN
    PERFORM refuse('An event is the next version of what it changes.');
  END IF;
  fault := CASE WHEN is_done(event.command_id) THEN 'An event belongs to a command of its own.' ELSE shape_fault(event.was, event.now, event.said, event.texts, event.version = 1) END;
  IF fault IS NOT NULL THEN
    PERFORM refuse(fault);
  END IF;
  was := event.was; changes := event.now; texts := event.texts;
  IF EXISTS (SELECT 1 FROM jsonb_object_keys(changes) k WHERE k NOT IN ({{columns}})) THEN
    PERFORM refuse('An event changes only columns there are.');
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_object_keys(changes) k WHERE k IN ({{texts}}) AND changes -> k <> 'null' AND NOT texts ? k) THEN
    PERFORM refuse('A text in an event stands beside its digest.');
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_object_keys(texts) k WHERE k NOT IN ('salt', {{texts}}) AND changes ? k) THEN
    PERFORM refuse('What is no text stands in an event as it is.');
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_each(changes) j(k, v), LATERAL (SELECT v #>> '{}') x(plain) WHERE v <> 'null'
                AND CASE WHEN k IN ({{words}}) THEN jsonb_typeof(v) <> 'string' OR {{other_word}}
                         WHEN k IN ({{flags}}) THEN jsonb_typeof(v) <> 'number' OR plain NOT IN ('0', '1')
                         ELSE CASE WHEN jsonb_typeof(v) <> 'number' THEN true ELSE {{out_of_range}} END END) THEN
    PERFORM refuse('A value fits its field.');
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_each(changes) j(k, v), LATERAL (SELECT v #>> '{}') x(plain) WHERE v <> 'null' AND {{unknown_reference}}) THEN
    PERFORM refuse('An event names only what the desk has.');
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_each(changes) j(k, v), LATERAL (SELECT v #>> '{}') x(plain)
              WHERE v <> 'null' AND was -> k IS DISTINCT FROM v AND {{retired_reference}}) THEN
    PERFORM refuse('An event names only what is in use.');
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_each_text(changes) j(k, v) WHERE v IS NOT NULL AND k IN ({{words}}) AND is_blank(coalesce(texts ->> k, v))) THEN
    PERFORM refuse('A text of a record shows something, or there is none.');
  END IF;
  IF event.kind <> (CASE WHEN event.version = 1 THEN 'added' ELSE 'edited' END) THEN
    PERFORM refuse('{{label}}: it is added first, and edited afterwards.');
  END IF;
  IF event.said <> '{}' THEN
    PERFORM refuse('A record of the desk says nothing beside its changes.');
  END IF;
{{published_once}}  IF t.id IS NOT NULL THEN
    IF event.was = event.now THEN
      PERFORM refuse('An edit of a record changes something.');
    END IF;
    held := to_jsonb(t);
    IF EXISTS (SELECT 1 FROM jsonb_object_keys(changes) k
                WHERE was -> k IS DISTINCT FROM coalesce(CASE WHEN k IN ({{texts}}) THEN t.digests::jsonb -> k ELSE held -> k END, 'null')) THEN
      PERFORM refuse('An event starts from what the record holds.');
    END IF;
  END IF;
{{allowed}}  SELECT coalesce(jsonb_object_agg(j.key, coalesce(to_jsonb(texts ->> j.key), j.value)), '{}') INTO full_values FROM jsonb_each(changes) j;
  SELECT coalesce(jsonb_object_agg(j.key, j.value), '{}') INTO marks FROM jsonb_each(changes) j
   WHERE j.key IN ({{texts}}) OR jsonb_typeof(j.value) = 'null';
  n := jsonb_populate_record(t, full_values);
  IF t.id IS NULL THEN
    INSERT INTO {{thing}} (id, version, {{column_list}}, digests)
    VALUES (event.thing_id, event.version, {{n_columns}}, jsonb_strip_nulls(marks)::text);
  ELSE
    UPDATE {{thing}} SET version = event.version, {{row_assignments}}, digests = jsonb_strip_nulls(t.digests::jsonb || marks)::text
     WHERE id = event.thing_id;
  END IF;
{{after}}END
$guard$;

CREATE FUNCTION {{thing}}_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  IF TG_OP = 'INSERT' AND (NEW.version <> 1 OR NOT EXISTS (SELECT 1 FROM desk_event e WHERE e.thing = '{{thing}}' AND e.thing_id = NEW.id AND e.version = 1)) THEN
    PERFORM refuse('{{label}}: a record is born by its event.');
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.id <> OLD.id OR NEW.version <> OLD.version + 1
                           OR NOT EXISTS (SELECT 1 FROM desk_event e WHERE e.thing = '{{thing}}' AND e.thing_id = NEW.id AND e.version = NEW.version)) THEN
    PERFORM refuse('{{label}}: a record changes only by an event.');
  END IF;
{{next_number}}  RETURN NEW;
END
$guard$;

CREATE TRIGGER {{thing}}_changes BEFORE INSERT OR UPDATE ON {{thing}} FOR EACH ROW EXECUTE FUNCTION {{thing}}_row();
CREATE TRIGGER {{thing}}_is_kept BEFORE DELETE ON {{thing}} FOR EACH ROW EXECUTE FUNCTION never('{{label}}: a record is retired, never deleted.');
CREATE TRIGGER {{thing}}_is_not_emptied BEFORE TRUNCATE ON {{thing}} FOR EACH STATEMENT EXECUTE FUNCTION never('{{label}}: a record is retired, never deleted.');
