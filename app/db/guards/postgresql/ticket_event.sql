-- The counter is told nothing about what is not its own, not even by the rule it breaks: this comes first.
CREATE FUNCTION require_own(event ticket_event) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  IF event.channel <> 'counter' OR NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person = event.actor AND g.active = 1 AND g.role = 'counter')
     OR (event.kind <> 'opened' AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = event.ticket_id AND t.opened_by = event.actor)) THEN
    PERFORM refuse('The actor has no role that may do this.');
  END IF;
END
$guard$;

CREATE FUNCTION ticket_event_stamp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  last record;
BEGIN
  IF NOT event_author(NEW.actor, NEW.channel) OR NEW.channel = 'counter' THEN
    PERFORM require_own(NEW);
  END IF;
  SELECT e.hash, e.occurred_at INTO last FROM ticket_event e WHERE e.ticket_id = NEW.ticket_id AND e.version = NEW.version - 1;
  IF last.hash IS NULL AND NEW.version <> 1 THEN
    PERFORM refuse('An event is the next version of what it changes.');
  END IF;
  NEW.login := session_user;
  NEW.recorded_at := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  IF NEW.occurred_at = 0 THEN
    NEW.occurred_at := greatest(NEW.recorded_at, last.occurred_at);
  END IF;
  NEW.prev_hash := coalesce(last.hash, '');
  NEW.hash := event_hash(NEW.prev_hash, 'ticket', NEW.ticket_id, NEW.version, NEW.command_id, NEW.kind, NEW.actor, NEW.on_behalf_of, NEW.cause,
                         NEW.channel, NEW.visibility, NEW.login, NEW.recorded_at, NEW.occurred_at, NEW.was, NEW.now, NEW.said);
  PERFORM event_source(NEW.kind, NEW.channel, NEW.visibility, NEW.cause, NEW.recorded_at, NEW.occurred_at, last.occurred_at);
  RETURN NEW;
END
$guard$;

-- What belongs to one event only.
CREATE FUNCTION require_said(event_kind text, said jsonb, texts jsonb, asked text[]) RETURNS void LANGUAGE plpgsql IMMUTABLE SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  k text; v jsonb;
BEGIN
  FOR k, v IN SELECT j.key, j.value FROM jsonb_each(said) j LOOP
    IF event_kind <> 'recorded' AND NOT (CASE event_kind {{said_cases}} ELSE k = 'note' OR 'said:' || k = ANY (asked) END) THEN
      PERFORM refuse('An event says what belongs to its kind.');
    END IF;
    IF (CASE WHEN k IN ({{said_numbers}}) THEN event_kind <> 'attached' AND (jsonb_typeof(v) <> 'number' OR (v #>> '{}')::numeric NOT BETWEEN 1 AND {{largest_id}})
            ELSE jsonb_typeof(v) <> 'string' END)
       OR (k = 'versions' AND (v #>> '{}') ~ '[^0-9,]') THEN
      PERFORM refuse('What an event says is a text, and what it names a number.');
    END IF;
    IF event_kind <> 'recorded' AND k NOT IN ({{said_numbers}}) AND k NOT IN ({{said_words}}) AND NOT texts ? k THEN
      PERFORM refuse('A text in an event stands beside its digest.');
    END IF;
    IF k IN ({{said_words}}) AND k <> 'versions' THEN
      PERFORM require_short('name', v #>> '{}');
    END IF;
  END LOOP;
END
$guard$;

-- Each expression that is reached is set up anew in every transaction: what cannot apply to an event is passed
-- over in one step, and what its transition asks is read at once.
CREATE FUNCTION ticket_event_apply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  t ticket; n ticket; s workflow_step; w record;
  is_birth boolean := NEW.kind IN ('opened', 'imported');
  is_transition boolean := NEW.kind NOT IN ({{kinds}});
  was jsonb; changes jsonb; said jsonb; texts jsonb; held jsonb; digests jsonb; own jsonb;
  full_values jsonb := '{}'; marks jsonb := '{}'; own_values jsonb := '{}';
  k text; v jsonb; plain text; is_text boolean; fits boolean; in_use boolean; need text; argument text; allowed text[]; more text[];
BEGIN
  SELECT * INTO t FROM ticket x WHERE x.id = NEW.ticket_id FOR NO KEY UPDATE;
  IF NEW.version <> t.version + 1 THEN
    PERFORM refuse('An event is the next version of what it changes.');
  END IF;
  PERFORM require_new(NEW.ticket_id, NEW.command_id);
  PERFORM event_shape(NEW.was, NEW.now, NEW.said, NEW.texts, is_birth);
  was := NEW.was; changes := NEW.now; said := NEW.said; texts := NEW.texts;

  -- How a ticket begins.
  IF NEW.channel = 'import' OR NEW.kind IN ('opened', 'imported', 'recorded') THEN
    IF NEW.version > 1 AND NEW.kind = 'opened' THEN
      PERFORM refuse('A ticket is opened once.');
    END IF;
    IF NEW.kind IN ('recorded', 'imported') AND t.id IS NOT NULL THEN
      PERFORM refuse('A past is recorded only before its ticket exists.');
    END IF;
    IF NEW.kind = 'recorded' AND (changes <> '{}' OR NEW.channel <> 'import')
       OR NEW.channel = 'import' AND NEW.kind NOT IN ('recorded', 'imported') THEN
      PERFORM refuse('A past is recorded by an import and changes nothing by itself.');
    END IF;
  ELSIF t.id IS NULL THEN
    IF NEW.version = 1 THEN
      PERFORM refuse('The first event of a ticket opens it.');
    END IF;
    PERFORM refuse('There is no such ticket.');
  END IF;
  IF is_birth THEN
    SELECT * INTO s FROM workflow_step x WHERE x.workflow_version = (changes ->> 'workflow_version')::bigint AND x.key = changes ->> 'step';
    IF NEW.kind = 'opened' AND s.position IS DISTINCT FROM 1 THEN
      PERFORM refuse('A ticket opens in the first step of its workflow.');
    END IF;
    IF NEW.kind = 'imported' AND (NEW.channel <> 'import' OR changes ->> 'source' IS NULL OR changes ->> 'source_id' IS NULL OR s.key IS NULL) THEN
      PERFORM refuse('An imported ticket stands in a step of its workflow and names its source.');
    END IF;
    IF NEW.kind = 'imported' AND changes ->> 'last_working_step' IS NOT NULL THEN
      IF NOT EXISTS (SELECT 1 FROM workflow_step x WHERE x.workflow_version = s.workflow_version
                        AND x.key = changes ->> 'last_working_step' AND x.clock = 'runs') THEN
        PERFORM refuse('An imported ticket stands in a step of its workflow and names its source.');
      END IF;
    END IF;
    IF EXISTS (SELECT 1 FROM workflow_version x JOIN workflow_version o ON o.key = x.key AND o.number > x.number WHERE x.id = s.workflow_version) THEN
      PERFORM refuse('A ticket goes by the newest version of its workflow.');
    END IF;
    IF NEW.kind = 'opened' AND changes ?| ARRAY['source', 'source_id', 'last_working_step'] THEN
      PERFORM refuse('A ticket opened here has no source and no past.');
    END IF;
  ELSIF changes ?| ARRAY['number', 'source', 'source_id', 'last_working_step'] OR (changes ? 'workflow_version' AND NEW.kind <> 'moved') THEN
    PERFORM refuse('Number, source and workflow of a ticket stay as they are.');
  END IF;

  -- How it goes on.
  IF is_transition THEN
    SELECT x.to_step, x.purpose,
           ARRAY(SELECT r.role FROM transition_role r WHERE r.workflow_version = x.workflow_version AND r.transition = x.key) AS roles,
           ARRAY(SELECT d.kind || ':' || d.argument FROM transition_need d WHERE d.workflow_version = x.workflow_version AND d.transition = x.key) AS needs
      INTO w FROM workflow_transition x WHERE x.workflow_version = t.workflow_version AND x.key = NEW.kind AND x.from_step = t.step;
    IF NOT FOUND THEN
      IF NOT EXISTS (SELECT 1 FROM workflow_transition x WHERE x.workflow_version = t.workflow_version AND x.key = NEW.kind) THEN
        PERFORM refuse('The workflow of the ticket has no such event.');
      END IF;
      PERFORM refuse('No such transition leads from the step of the ticket.');
    END IF;
    IF said <> '{}' THEN
      PERFORM require_said(NEW.kind, said, texts, w.needs);
    END IF;
    IF changes ->> 'step' IS DISTINCT FROM coalesce(w.to_step, t.last_working_step) THEN
      PERFORM refuse('A transition leads to the step the workflow names.');
    END IF;
    allowed := w.roles;
  ELSE
    IF said <> '{}' THEN
      PERFORM require_said(NEW.kind, said, texts, '{}');
    END IF;
    IF NOT is_birth AND NEW.kind <> 'moved' AND changes ? 'step' THEN
      PERFORM refuse('Only a transition changes the step.');
    END IF;
    IF NEW.kind = 'moved' THEN
      IF changes - 'workflow_version' <> '{}'
         OR NOT EXISTS (SELECT 1 FROM workflow_version o JOIN workflow_version x ON x.key = o.key JOIN workflow_step y ON y.workflow_version = x.id
                           JOIN workflow_step l ON l.workflow_version = x.id AND l.key = t.last_working_step AND l.clock = 'runs'
                         WHERE o.id = t.workflow_version AND x.id = (changes ->> 'workflow_version')::bigint AND y.key = t.step) THEN
        PERFORM refuse('A move leads to another version of the same workflow that knows the step.');
      END IF;
    END IF;
    IF NEW.kind = 'moved' THEN
      IF EXISTS (SELECT 1 FROM workflow_version x JOIN workflow_version o ON o.key = x.key AND o.number > x.number
                  WHERE x.id = (changes ->> 'workflow_version')::bigint) THEN
        PERFORM refuse('A ticket goes by the newest version of its workflow.');
      END IF;
    END IF;
    IF NEW.kind IN ('edited', 'assigned') AND changes ? 'waiting_reason' THEN
      PERFORM refuse('Why a ticket waits changes only with a transition.');
    END IF;
    IF NEW.kind = 'assigned' AND changes - ARRAY['team', 'assignee'] <> '{}' THEN
      PERFORM refuse('An assignment changes team and person only.');
    END IF;
    IF NEW.kind IN ('noted', 'replied', 'linked', 'unlinked', 'watched', 'unwatched', 'attached', 'detached', 'erased') AND changes <> '{}' THEN
      PERFORM refuse('A note, a reply, a link, a watch, a file or an erasure changes no column.');
    END IF;
    IF NEW.kind IN ('edited', 'assigned') AND changes = '{}' OR NEW.kind = 'moved' AND (changes ->> 'workflow_version')::bigint = t.workflow_version THEN
      PERFORM refuse('An edit, an assignment or a move changes something.');
    END IF;
    IF NEW.kind IN ('noted', 'replied') AND is_blank(texts ->> 'note') THEN
      PERFORM refuse('A note or a reply has a text.');
    END IF;
    IF (NEW.kind = 'noted' AND NEW.visibility <> 'internal') OR (NEW.kind = 'replied' AND NEW.visibility <> 'public') THEN
      PERFORM refuse('A note is internal and a reply public.');
    END IF;
    IF t.id IS NOT NULL AND (changes <> '{}' OR NEW.kind = 'replied' OR NEW.kind = 'attached' AND NEW.visibility = 'public') THEN
      IF EXISTS (SELECT 1 FROM workflow_step x WHERE x.workflow_version = t.workflow_version AND x.key = t.step AND x.clock = 'final') THEN
        PERFORM refuse('A ticket in a final step no longer changes.');
      END IF;
    END IF;
    allowed := CASE NEW.kind
      {{role_cases}}
      END;
  END IF;

  IF NEW.channel = 'counter' THEN
    IF is_transition THEN
      more := ARRAY(SELECT c FROM jsonb_object_keys(changes - 'step') c WHERE NOT 'field:' || c = ANY (w.needs));
    ELSE
      more := ARRAY(SELECT c FROM jsonb_object_keys(changes) c WHERE c NOT IN ({{counter_columns}}));
    END IF;
    IF more <> '{}' THEN
      PERFORM refuse('The counter sets what its form asks, and what a transition needs.');
    END IF;
  END IF;

  -- Each change: a column there is, from what the ticket holds, naming only what the desk has.
  IF changes <> '{}' THEN
    held := to_jsonb(t); digests := t.digests; own := t.fields;
    FOR k, v, plain IN SELECT j.key, j.value, j.value #>> '{}' FROM jsonb_each(changes) j LOOP
      is_text := texts ? k;
      IF k NOT IN ({{columns}}) THEN
        IF NOT starts_with(k, 'fields.') THEN
          PERFORM refuse('An event changes only columns there are.');
        END IF;
        SELECT CASE WHEN f ->> 'kind' IN ('text', 'word')
                    THEN jsonb_typeof(v) = 'string' AND (f ->> 'kind' = 'text' OR f -> 'choices' = '[]' OR f -> 'choices' @> v)
                    ELSE jsonb_typeof(v) = 'number' AND plain NOT LIKE '-%' AND (f ->> 'kind' <> 'flag' OR plain IN ('0', '1')) END
          INTO fits FROM workflow_version x, jsonb_array_elements(x.definition::jsonb -> 'fields') f
         WHERE x.id = coalesce(t.workflow_version, (changes ->> 'workflow_version')::bigint) AND f ->> 'name' = k;
        IF NOT FOUND THEN
          PERFORM refuse('A field of its own stands in the workflow of the ticket.');
        END IF;
        IF plain IS NOT NULL AND NOT fits THEN
          PERFORM refuse('A value fits its field.');
        END IF;
        held := held || jsonb_build_object(k, own -> substr(k, 8));
        own_values := own_values || jsonb_build_object(substr(k, 8), CASE WHEN is_text THEN texts -> k ELSE v END);
      ELSIF k IN ({{words}}) THEN
        IF jsonb_typeof(v) <> 'string' AND plain IS NOT NULL OR ({{other_word}}) THEN
          PERFORM refuse('A value fits its field.');
        END IF;
      ELSIF (CASE WHEN plain IS NULL THEN false WHEN jsonb_typeof(v) <> 'number' THEN true ELSE {{out_of_range}} END) THEN
        PERFORM refuse('A value fits its field.');
      END IF;
      IF plain IS NULL THEN
        marks := marks || jsonb_build_object(k, NULL);
      ELSIF k IN ({{texts}}) AND NOT is_text THEN
        PERFORM refuse('A text in an event stands beside its digest.');
      ELSIF k IN ({{references}}) THEN
        CASE k
          {{reference_checks}}
        END CASE;
        IF NOT FOUND THEN
          PERFORM refuse('An event names only what the desk has.');
        END IF;
        IF NEW.kind <> 'imported' AND v IS DISTINCT FROM was -> k THEN
          IF NOT in_use THEN
            PERFORM refuse('An event names only what is in use.');
          END IF;
          IF k = 'assignee' THEN
            IF NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person = plain::bigint AND g.active = 1 AND g.role IN ({{staff}})) THEN
              PERFORM refuse('Only the staff is assigned tickets.');
            END IF;
          END IF;
        END IF;
      END IF;
      IF is_text THEN
        marks := marks || jsonb_build_object(k, v);
      END IF;
      IF t.id IS NOT NULL THEN
        IF was -> k IS DISTINCT FROM coalesce(digests -> k, held -> k, 'null') THEN
          PERFORM refuse('An event starts from what the record holds.');
        END IF;
        IF is_blank(CASE WHEN is_text THEN texts ->> k ELSE plain END) THEN
          IF EXISTS (SELECT 1 FROM transition_need x JOIN ticket_event e ON e.ticket_id = t.id AND e.version < NEW.version AND e.kind = x.transition
                      WHERE x.workflow_version = t.workflow_version AND x.kind = 'field' AND x.argument = k) THEN
            PERFORM refuse('What a passed transition required is never emptied.');
          END IF;
        END IF;
      END IF;
    END LOOP;
    full_values := changes;
    IF texts <> '{}' THEN
      full_values := full_values || (SELECT coalesce(jsonb_object_agg(j.key, j.value), '{}') FROM jsonb_each(texts) j WHERE changes ? j.key);
    END IF;
  END IF;

  -- What a transition needs.
  IF is_transition THEN
    FOREACH need IN ARRAY w.needs LOOP
      argument := substr(need, strpos(need, ':') + 1);
      CASE split_part(need, ':', 1)
        WHEN 'field' THEN
          IF is_blank(full_values ->> argument) THEN
            PERFORM refuse('A transition carries every field it needs.');
          END IF;
        WHEN 'said' THEN
          IF is_blank(coalesce(texts ->> argument, said ->> argument)) THEN
            PERFORM refuse('A transition says what it has to say.');
          END IF;
        WHEN 'note' THEN
          IF is_blank(texts ->> 'note') THEN
            PERFORM refuse('A transition that needs a note has one.');
          END IF;
        WHEN 'public_note' THEN
          IF NEW.visibility <> 'public' OR is_blank(texts ->> 'note') THEN
            IF argument = '' OR argument = (SELECT r.waits_on FROM waiting_reason r WHERE r.id = (changes ->> 'waiting_reason')::bigint) THEN
              PERFORM refuse('A transition that needs a public note has one.');
            END IF;
          END IF;
        WHEN 'team_tier' THEN
          IF NOT EXISTS (SELECT 1 FROM team m WHERE m.id = (changes ->> 'team')::bigint AND m.tier::text = ANY (string_to_array(argument, ','))) THEN
            PERFORM refuse('Only a team of a level the transition names can receive it.');
          END IF;
      END CASE;
    END LOOP;
  END IF;
  -- Who.
  IF NEW.on_behalf_of IS NOT NULL AND NEW.channel NOT IN ('sample', 'import') THEN
    IF NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person = NEW.actor AND g.active = 1 AND g.role IN ({{speaking}})) THEN
      PERFORM refuse('Only the counter and the service accounts speak for somebody else.');
    END IF;
  END IF;
  PERFORM 1 FROM role_grant g JOIN person p ON p.id = g.person
    WHERE g.person = NEW.actor AND g.active = 1 AND p.active = 1 AND g.role = ANY (allowed)
      AND (g.role <> 'lead' OR g.team IS NULL OR t.team IS NULL OR g.team = t.team)
      AND (g.role <> 'counter' OR NEW.on_behalf_of = coalesce(t.requester, (changes ->> 'requester')::bigint)
                             AND NEW.channel = 'counter' AND coalesce(t.opened_by, NEW.actor) = NEW.actor)
      AND (NEW.channel <> 'counter' OR g.role = 'counter')
      AND (g.role <> 'monitor' OR NOT EXISTS (SELECT 1 FROM ticket_event o WHERE o.ticket_id = NEW.ticket_id AND o.actor <> NEW.actor));
  IF NOT FOUND THEN
    PERFORM refuse('The actor has no role that may do this.');
  END IF;

  -- Links and people beside the requester.
  IF is_transition OR is_birth THEN
    NULL;
  ELSIF NEW.kind IN ('linked', 'unlinked') THEN
    IF said ->> 'relation' IS NULL OR said ->> 'relation' NOT IN ({{links}}) OR (said ->> 'other')::bigint = NEW.ticket_id
       OR NOT EXISTS (SELECT 1 FROM ticket o WHERE o.id = (said ->> 'other')::bigint) THEN
      PERFORM refuse('A link leads to another ticket there is.');
    END IF;
    IF (NEW.kind = 'linked') = EXISTS (SELECT 1 FROM ticket_link x WHERE x.ticket_id = NEW.ticket_id
                                          AND x.relation = said ->> 'relation' AND x.other = (said ->> 'other')::bigint) THEN
      PERFORM refuse('A link is made once, and undone once.');
    END IF;
  ELSIF NEW.kind IN ('watched', 'unwatched') THEN
    IF said ->> 'relation' IS NULL OR said ->> 'relation' NOT IN ({{relations}})
       OR NOT EXISTS (SELECT 1 FROM person p WHERE p.id = (said ->> 'person')::bigint) THEN
      PERFORM refuse('Only a person the desk knows watches a ticket or is affected by it.');
    END IF;
    IF (NEW.kind = 'watched') = EXISTS (SELECT 1 FROM ticket_person x WHERE x.ticket_id = NEW.ticket_id
                                           AND x.relation = said ->> 'relation' AND x.person = (said ->> 'person')::bigint) THEN
      PERFORM refuse('A person joins a ticket once, and leaves it once.');
    END IF;
  ELSIF NEW.kind = 'attached' THEN
    PERFORM require_file(said, texts);
  ELSIF NEW.kind = 'detached' THEN
    IF NOT EXISTS (SELECT 1 FROM attachment a WHERE a.id = (said ->> 'attachment')::bigint AND a.ticket_id = NEW.ticket_id AND a.active = 1) THEN
      PERFORM refuse('A file is taken off the ticket it is attached to.');
    END IF;
  ELSIF NEW.kind = 'erased' AND coalesce(said ->> 'versions', '') !~ '^[0-9]' THEN
    PERFORM refuse('An erasure names the versions it empties.');
  END IF;

  -- The event takes effect.
  IF is_birth THEN
    n := jsonb_populate_record(NULL::ticket, full_values);
    INSERT INTO ticket (id, version, {{column_list}}, digests, fields, opened_at, opened_by, clock_state, updated_at, resolved_at, closed_at, reopen_count)
    VALUES (NEW.ticket_id, NEW.version,
            {{birth_values}},
            jsonb_strip_nulls(marks)::text,
            jsonb_strip_nulls(own_values)::text,
            NEW.occurred_at, NEW.actor, s.clock, NEW.occurred_at,
            CASE s.clock WHEN 'stopped' THEN NEW.occurred_at END, CASE s.clock WHEN 'final' THEN NEW.occurred_at END, 0);
  ELSIF t.id IS NOT NULL THEN
    n := t;
    IF full_values <> '{}' THEN
      n := jsonb_populate_record(t, full_values);
      n.digests := jsonb_strip_nulls(digests || marks)::text;
      n.fields := jsonb_strip_nulls(own || own_values)::text;
      IF n.step <> t.step OR n.workflow_version <> t.workflow_version THEN
        SELECT * INTO s FROM workflow_step x WHERE x.workflow_version = n.workflow_version AND x.key = n.step;
        IF s.clock = 'runs' THEN
          n.last_working_step := n.step;
        END IF;
        IF s.clock <> t.clock_state THEN
          n.resolved_at := CASE s.clock WHEN 'stopped' THEN NEW.occurred_at WHEN 'final' THEN t.resolved_at END;
          n.closed_at := CASE s.clock WHEN 'final' THEN NEW.occurred_at END;
          n.clock_state := s.clock;
        END IF;
      END IF;
    END IF;
    IF is_transition THEN
      n.reopen_count := t.reopen_count + (w.purpose = 'reopen')::int;
    ELSIF NEW.kind = 'erased' THEN
      UPDATE ticket_event e SET texts = '{}'
       WHERE e.ticket_id = NEW.ticket_id AND e.version < NEW.version AND e.version::text = ANY (string_to_array(NEW.said::jsonb ->> 'versions', ','));
      {{erasures}}
      n.fields := (SELECT coalesce(jsonb_object_agg(f.key, CASE WHEN EXISTS (
                            SELECT 1 FROM ticket_event e WHERE e.ticket_id = NEW.ticket_id AND e.texts = '{}'
                               AND e.now::jsonb ->> ('fields.' || f.key) = t.digests::jsonb ->> ('fields.' || f.key))
                          THEN to_jsonb(''::text) ELSE f.value END), '{}')::text FROM jsonb_each(t.fields::jsonb) f);
    END IF;
    UPDATE ticket SET
           version = NEW.version,
           {{row_assignments}},
           digests = n.digests, fields = n.fields, clock_state = n.clock_state, resolved_at = n.resolved_at, closed_at = n.closed_at,
           reopen_count = n.reopen_count,
           updated_at = NEW.occurred_at
     WHERE id = NEW.ticket_id;
    IF is_transition THEN
      NULL;
    ELSIF NEW.kind = 'linked' THEN
        INSERT INTO ticket_link (ticket_id, relation, other) VALUES (NEW.ticket_id, said ->> 'relation', (said ->> 'other')::bigint);
    ELSIF NEW.kind = 'unlinked' THEN
        DELETE FROM ticket_link x WHERE x.ticket_id = NEW.ticket_id AND x.relation = said ->> 'relation' AND x.other = (said ->> 'other')::bigint;
    ELSIF NEW.kind = 'watched' THEN
        INSERT INTO ticket_person (ticket_id, person, relation) VALUES (NEW.ticket_id, (said ->> 'person')::bigint, said ->> 'relation');
    ELSIF NEW.kind = 'unwatched' THEN
        DELETE FROM ticket_person x WHERE x.ticket_id = NEW.ticket_id AND x.person = (said ->> 'person')::bigint AND x.relation = said ->> 'relation';
    ELSIF NEW.kind = 'attached' THEN
        INSERT INTO attachment (id, ticket_id, version, name, media_type, size, sha256, active)
        VALUES ((said ->> 'attachment')::bigint, NEW.ticket_id, NEW.version, texts ->> 'name',
                said ->> 'media_type', (said ->> 'size')::bigint, said ->> 'sha256', 1);
    ELSIF NEW.kind = 'detached' THEN
        UPDATE attachment x SET active = 0 WHERE x.id = (said ->> 'attachment')::bigint;
    ELSIF NEW.kind = 'erased' THEN
        UPDATE attachment x SET name = '', active = 0
         WHERE x.ticket_id = NEW.ticket_id AND x.version::text = ANY (string_to_array(said ->> 'versions', ','));
    END IF;
  END IF;
  IF NEW.kind <> 'recorded' THEN
    INSERT INTO change (kind, row_id, version) VALUES ('ticket', NEW.ticket_id, NEW.version);
    PERFORM pg_notify('firstline', 'ticket ' || NEW.ticket_id);
  END IF;
  -- A link shows at its other end too.
  IF NEW.kind IN ('linked', 'unlinked') THEN
    INSERT INTO change (kind, row_id, version) SELECT 'ticket', o.id, o.version FROM ticket o WHERE o.id = (said ->> 'other')::bigint;
  END IF;
  RETURN NULL;
END
$guard$;

CREATE FUNCTION ticket_event_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  IF NEW.texts <> '{}' OR {{event_differs}}
     OR NOT EXISTS (SELECT 1 FROM ticket_event e WHERE e.ticket_id = OLD.ticket_id AND e.kind = 'erased' AND e.version > OLD.version
                       AND OLD.version::text = ANY (string_to_array(e.said::jsonb ->> 'versions', ','))) THEN
    PERFORM refuse('An event is never changed.');
  END IF;
  RETURN NEW;
END
$guard$;

CREATE TRIGGER ticket_event_append BEFORE INSERT ON ticket_event FOR EACH ROW EXECUTE FUNCTION ticket_event_stamp();
CREATE TRIGGER ticket_event_applies AFTER INSERT ON ticket_event FOR EACH ROW EXECUTE FUNCTION ticket_event_apply();
CREATE TRIGGER ticket_event_stays BEFORE UPDATE ON ticket_event FOR EACH ROW EXECUTE FUNCTION ticket_event_stays();
CREATE TRIGGER ticket_event_is_kept BEFORE DELETE ON ticket_event FOR EACH ROW EXECUTE FUNCTION never('An event is never deleted.');
CREATE TRIGGER ticket_event_is_not_emptied BEFORE TRUNCATE ON ticket_event FOR EACH STATEMENT EXECUTE FUNCTION never('An event is never deleted.');
