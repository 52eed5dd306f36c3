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
  last record; fault text;
BEGIN
  IF NOT event_author(NEW.actor, NEW.channel) OR NEW.channel = 'counter' THEN
    PERFORM require_own(NEW);
  END IF;
  SELECT e.hash, e.occurred_at INTO last FROM ticket_event e WHERE e.ticket_id = NEW.ticket_id AND e.version = NEW.version - 1;
  NEW.login := session_user;
  NEW.recorded_at := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  NEW.occurred_at := CASE NEW.occurred_at WHEN 0 THEN greatest(NEW.recorded_at, last.occurred_at) ELSE NEW.occurred_at END;
  NEW.prev_hash := coalesce(last.hash, '');
  NEW.hash := event_hash(NEW.prev_hash, 'ticket', NEW.ticket_id, NEW.version, NEW.command_id, NEW.kind, NEW.actor, NEW.on_behalf_of, NEW.cause,
                         NEW.channel, NEW.visibility, NEW.login, NEW.recorded_at, NEW.occurred_at, NEW.was, NEW.now, NEW.said);
  fault := coalesce(chain_fault(NEW.ticket_id, NEW.version, NEW.command_id, last.hash),
                    source_fault(NEW.kind, NEW.channel, NEW.visibility, NEW.cause, NEW.recorded_at, NEW.occurred_at, last.occurred_at));
  IF fault IS NOT NULL THEN
    PERFORM refuse(fault);
  END IF;
  RETURN NEW;
END
$guard$;

-- What belongs to one event only.
CREATE FUNCTION said_fault(event_kind text, said jsonb, texts jsonb, asked text[]) RETURNS text LANGUAGE plpgsql STABLE AS $guard$
DECLARE
  k text; v jsonb; fault text;
BEGIN
  FOR k, v IN SELECT j.key, j.value FROM jsonb_each(said) j LOOP
    fault := CASE
      WHEN event_kind <> 'recorded' AND NOT (CASE event_kind {{said_cases}} ELSE k = 'note' OR 'said:' || k = ANY (asked) END)
        THEN 'An event says what belongs to its kind.'
      WHEN (CASE WHEN k IN ({{said_numbers}}) THEN event_kind <> 'attached' AND (jsonb_typeof(v) <> 'number' OR (v #>> '{}')::numeric NOT BETWEEN 1 AND {{largest_id}})
                 ELSE jsonb_typeof(v) <> 'string' END)
           OR (k = 'versions' AND (v #>> '{}') ~ '[^0-9,]')
        THEN 'What an event says is a text, and what it names a number.'
      WHEN event_kind <> 'recorded' AND k NOT IN ({{said_numbers}}) AND k NOT IN ({{said_words}}) AND NOT texts ? k
        THEN 'A text in an event stands beside its digest.'
      WHEN event_kind <> 'recorded' AND texts ? k AND (k IN ({{said_numbers}}) OR k IN ({{said_words}}))
        THEN 'What is no text stands in an event as it is.'
      WHEN k IN ({{said_words}}) AND k <> 'versions' THEN length_fault('name', v #>> '{}') END;
    IF fault IS NOT NULL THEN
      RETURN fault;
    END IF;
  END LOOP;
  RETURN NULL;
END
$guard$;

-- What its transition asks is read at once. Names are looked for in JSON: PostgreSQL would hash a list after IN of nine
-- and more anew in every transaction.
CREATE FUNCTION ticket_event_apply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  t ticket; n ticket; s workflow_step; w record;
  is_birth boolean := NEW.kind IN ('opened', 'imported');
  is_transition boolean := NOT '{{kind_set}}'::jsonb ? NEW.kind;
  was jsonb; changes jsonb; said jsonb; texts jsonb; pairs jsonb; field jsonb; held jsonb; digests jsonb; own jsonb;
  full_values jsonb := '{}'; marks jsonb := '{}'; own_values jsonb := '{}';
  k text; v jsonb; plain text; is_text boolean; in_use boolean; need text; asked text; argument text; allowed text[]; more text[];
  clock text; fault text; told text;
BEGIN
  SELECT * INTO t FROM ticket x WHERE x.id = NEW.ticket_id FOR NO KEY UPDATE;
  fault := CASE WHEN NEW.version <> t.version + 1 THEN 'An event is the next version of what it changes.'
                WHEN is_done(NEW.command_id) THEN 'An event belongs to a command of its own.'
                ELSE shape_fault(NEW.was, NEW.now, NEW.said, NEW.texts, is_birth) END;
  IF fault IS NOT NULL THEN
    PERFORM refuse(fault);
  END IF;
  was := NEW.was; changes := NEW.now; said := NEW.said; texts := NEW.texts;

  -- How a ticket begins.
  IF t.id IS NULL OR NEW.channel = 'import' OR NEW.kind IN ('opened', 'imported', 'recorded') THEN
    fault := CASE
      WHEN NEW.version > 1 AND NEW.kind = 'opened' THEN 'A ticket is opened once.'
      WHEN NEW.kind IN ('recorded', 'imported') AND t.id IS NOT NULL THEN 'A past is recorded only before its ticket exists.'
      WHEN NEW.kind = 'recorded' AND (changes <> '{}' OR NEW.channel <> 'import')
           OR NEW.channel = 'import' AND NEW.kind NOT IN ('recorded', 'imported')
        THEN 'A past is recorded by an import and changes nothing by itself.'
      WHEN NEW.kind NOT IN ('opened', 'imported', 'recorded') AND NEW.version = 1 THEN 'The first event of a ticket opens it.'
      WHEN NEW.kind NOT IN ('opened', 'imported', 'recorded') THEN 'There is no such ticket.' END;
  ELSIF changes ?| ARRAY['number', 'source', 'source_id', 'last_working_step'] OR changes ? 'workflow_version' AND NEW.kind <> 'moved' THEN
    fault := 'Number, source and workflow of a ticket stay as they are.';
  END IF;
  IF fault IS NOT NULL THEN
    PERFORM refuse(fault);
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
  END IF;

  -- How it goes on.
  IF is_transition THEN
    SELECT x.to_step, x.purpose, c.clock,
           ARRAY(SELECT r.role FROM transition_role r WHERE r.workflow_version = x.workflow_version AND r.transition = x.key) AS roles,
           ARRAY(SELECT d.kind || ':' || d.argument FROM transition_need d WHERE d.workflow_version = x.workflow_version AND d.transition = x.key) AS needs
      INTO w FROM workflow_transition x
      JOIN workflow_step c ON c.workflow_version = x.workflow_version AND c.key = coalesce(x.to_step, t.last_working_step)
     WHERE x.workflow_version = t.workflow_version AND x.key = NEW.kind AND x.from_step = t.step;
    IF NOT FOUND THEN
      IF NOT EXISTS (SELECT 1 FROM workflow_transition x WHERE x.workflow_version = t.workflow_version AND x.key = NEW.kind) THEN
        PERFORM refuse('The workflow of the ticket has no such event.');
      END IF;
      PERFORM refuse('No such transition leads from the step of the ticket.');
    END IF;
    allowed := w.roles;
    IF said <> '{}' THEN
      fault := said_fault(NEW.kind, said, texts, w.needs);
    END IF;
    IF changes ->> 'step' IS DISTINCT FROM coalesce(w.to_step, t.last_working_step) THEN
      fault := coalesce(fault, 'A transition leads to the step the workflow names.');
    END IF;
  ELSE
    IF NEW.kind = 'moved' THEN
      IF changes - 'workflow_version' <> '{}'
         OR NOT EXISTS (SELECT 1 FROM workflow_version o JOIN workflow_version x ON x.key = o.key JOIN workflow_step y ON y.workflow_version = x.id
                           JOIN workflow_step l ON l.workflow_version = x.id AND l.key = t.last_working_step AND l.clock = 'runs'
                         WHERE o.id = t.workflow_version AND x.id = (changes ->> 'workflow_version')::bigint AND y.key = t.step) THEN
        PERFORM refuse('A move leads to another version of the same workflow that knows the step.');
      END IF;
      IF EXISTS (SELECT 1 FROM workflow_version x JOIN workflow_version o ON o.key = x.key AND o.number > x.number
                  WHERE x.id = (changes ->> 'workflow_version')::bigint) THEN
        PERFORM refuse('A ticket goes by the newest version of its workflow.');
      END IF;
    END IF;
    fault := coalesce(CASE WHEN said <> '{}' THEN said_fault(NEW.kind, said, texts, '{}') END, CASE
      WHEN NOT is_birth AND NEW.kind <> 'moved' AND changes ? 'step' THEN 'Only a transition changes the step.'
      WHEN NEW.kind IN ('edited', 'assigned') AND changes ? 'waiting_reason' THEN 'Why a ticket waits changes only with a transition.'
      WHEN NEW.kind = 'assigned' AND changes - ARRAY['team', 'assignee'] <> '{}' THEN 'An assignment changes team and person only.'
      WHEN NEW.kind IN ('noted', 'replied', 'linked', 'unlinked', 'watched', 'unwatched', 'attached', 'detached', 'erased') AND changes <> '{}'
        THEN 'A note, a reply, a link, a watch, a file or an erasure changes no column.'
      WHEN NEW.kind IN ('edited', 'assigned') AND NEW.was = NEW.now OR NEW.kind = 'moved' AND (changes ->> 'workflow_version')::bigint = t.workflow_version
        THEN 'An edit, an assignment or a move changes something.'
      WHEN NEW.kind IN ('noted', 'replied') AND is_blank(texts ->> 'note') THEN 'A note or a reply has a text.'
      WHEN (NEW.kind = 'noted' AND NEW.visibility <> 'internal') OR (NEW.kind = 'replied' AND NEW.visibility <> 'public')
        THEN 'A note is internal and a reply public.' END);
    IF t.id IS NOT NULL AND (changes <> '{}' OR NEW.kind = 'replied' OR NEW.kind = 'attached' AND NEW.visibility = 'public') THEN
      IF EXISTS (SELECT 1 FROM workflow_step x WHERE x.workflow_version = t.workflow_version AND x.key = t.step AND x.clock = 'final') THEN
        fault := coalesce(fault, 'A ticket in a final step no longer changes.');
      END IF;
    END IF;
    allowed := CASE NEW.kind
      {{role_cases}}
      END;
  END IF;
  IF fault IS NOT NULL THEN
    PERFORM refuse(fault);
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
    digests := t.digests; own := t.fields; pairs := jsonb_path_query_array(changes, '$.keyvalue()');
    FOR i IN 0 .. jsonb_array_length(pairs) - 1 LOOP
      k := pairs -> i ->> 'key'; v := pairs -> i -> 'value'; plain := v #>> '{}'; is_text := texts ? k; field := '{{fields}}'::jsonb -> k;
      IF field IS NULL THEN
        IF NOT starts_with(k, 'fields.') THEN
          PERFORM refuse('An event changes only columns there are.');
        END IF;
        SELECT f INTO field FROM workflow_version x, jsonb_array_elements(x.definition::jsonb -> 'fields') f
         WHERE x.id = coalesce(t.workflow_version, (changes ->> 'workflow_version')::bigint) AND f ->> 'name' = k;
        IF NOT FOUND THEN
          PERFORM refuse('A field of its own stands in the workflow of the ticket.');
        END IF;
        own_values := own_values || jsonb_build_object(substr(k, 8), CASE WHEN is_text THEN texts -> k ELSE v END);
        held := own -> substr(k, 8);
      ELSIF field ->> 'kind' IN ('text', 'word') THEN
        held := to_jsonb({{held_word}});
      ELSE
        held := to_jsonb({{held_number}});
      END IF;
      IF plain IS NOT NULL THEN
        IF field ->> 'kind' IN ('text', 'word') THEN
          fault := CASE WHEN jsonb_typeof(v) <> 'string' OR field -> 'choices' <> '[]' AND NOT field -> 'choices' @> v THEN 'A value fits its field.'
                        WHEN field ->> 'kind' = 'text' AND NOT is_text THEN 'A text in an event stands beside its digest.'
                        WHEN field ->> 'kind' = 'word' AND is_text THEN 'What is no text stands in an event as it is.' END;
        ELSIF (CASE WHEN jsonb_typeof(v) <> 'number' THEN true
                    ELSE plain::numeric NOT BETWEEN coalesce(field ->> 'least', '0')::numeric
                                            AND coalesce(field ->> 'most', CASE field ->> 'kind' WHEN 'flag' THEN '1' ELSE '{{largest_id}}' END)::numeric END) THEN
          fault := 'A value fits its field.';
        ELSIF field ->> 'references' <> '' THEN
          CASE k
            {{reference_checks}}
          END CASE;
          fault := CASE WHEN NOT FOUND THEN 'An event names only what the desk has.'
                        WHEN NEW.kind <> 'imported' AND NOT in_use AND v IS DISTINCT FROM was -> k THEN 'An event names only what is in use.' END;
        END IF;
      END IF;
      IF t.id IS NOT NULL AND was -> k IS DISTINCT FROM coalesce(digests -> k, held, 'null') THEN
        fault := coalesce(fault, 'An event starts from what the record holds.');
      END IF;
      IF fault IS NOT NULL THEN
        PERFORM refuse(fault);
      END IF;
      IF is_text OR plain IS NULL THEN
        marks := marks || jsonb_build_object(k, v);
      END IF;
      IF k = 'assignee' AND plain IS NOT NULL AND NEW.kind <> 'imported' AND v IS DISTINCT FROM was -> k THEN
        IF NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person = plain::bigint AND g.active = 1 AND g.role IN ({{staff}})) THEN
          PERFORM refuse('Only the staff is assigned tickets.');
        END IF;
      END IF;
      IF t.id IS NOT NULL AND is_blank(CASE WHEN is_text THEN texts ->> k ELSE plain END) THEN
        IF EXISTS (SELECT 1 FROM transition_need x JOIN ticket_event e ON e.ticket_id = t.id AND e.version < NEW.version AND e.kind = x.transition
                    WHERE x.workflow_version = t.workflow_version AND x.kind = 'field' AND x.argument = k) THEN
          PERFORM refuse('What a passed transition required is never emptied.');
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
      asked := split_part(need, ':', 1); argument := substr(need, strpos(need, ':') + 1);
      IF asked = 'team_tier' THEN
        IF NOT EXISTS (SELECT 1 FROM team m WHERE m.id = (changes ->> 'team')::bigint AND m.tier::text = ANY (string_to_array(argument, ','))) THEN
          PERFORM refuse('Only a team of a level the transition names can receive it.');
        END IF;
      ELSIF is_blank(CASE asked WHEN 'field' THEN full_values ->> argument WHEN 'said' THEN coalesce(texts ->> argument, said ->> argument) ELSE texts ->> 'note' END)
            OR asked = 'public_note' AND NEW.visibility <> 'public' THEN
        IF asked <> 'public_note' OR argument = ''
           OR argument = (SELECT r.waits_on FROM waiting_reason r WHERE r.id = (changes ->> 'waiting_reason')::bigint) THEN
          PERFORM refuse(CASE asked WHEN 'field' THEN 'A transition carries every field it needs.'
                                    WHEN 'said' THEN 'A transition says what it has to say.'
                                    WHEN 'note' THEN 'A transition that needs a note has one.'
                                    ELSE 'A transition that needs a public note has one.' END);
        END IF;
      END IF;
    END LOOP;
  END IF;

  -- Who.
  IF NEW.on_behalf_of IS NOT NULL AND NEW.channel NOT IN ('sample', 'import') THEN
    IF NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person = NEW.actor AND g.active = 1 AND g.role IN ({{speaking}})) THEN
      PERFORM refuse('Only the counter and the service accounts speak for somebody else.');
    END IF;
  END IF;
  PERFORM 1 FROM role_grant g JOIN person p ON p.id = g.person
    WHERE g.person = NEW.actor AND g.active = 1 AND p.active = 1 AND g.role = ANY (allowed) AND g.role <> 'monitor'
      AND (g.role <> 'lead' OR g.team IS NULL OR t.team IS NULL OR g.team = t.team)
      AND (g.role <> 'counter' OR NEW.on_behalf_of = coalesce(t.requester, (changes ->> 'requester')::bigint)
                             AND NEW.channel = 'counter' AND coalesce(t.opened_by, NEW.actor) = NEW.actor)
      AND (NEW.channel <> 'counter' OR g.role = 'counter');
  IF NOT FOUND THEN
    PERFORM 1 FROM role_grant g JOIN person p ON p.id = g.person
      WHERE g.person = NEW.actor AND g.active = 1 AND p.active = 1 AND g.role = ANY (allowed) AND g.role = 'monitor' AND NEW.channel <> 'counter'
        AND NOT EXISTS (SELECT 1 FROM ticket_event o WHERE o.ticket_id = NEW.ticket_id AND o.actor <> NEW.actor);
    IF NOT FOUND THEN
      PERFORM refuse('The actor has no role that may do this.');
    END IF;
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
  ELSIF NEW.kind = 'erased' THEN
    more := string_to_array(said ->> 'versions', ',');
    IF coalesce(cardinality(more), 0) = 0
       OR cardinality(more) <> (SELECT count(*) FROM ticket_event e WHERE e.ticket_id = NEW.ticket_id AND e.version < NEW.version
                                   AND e.version::text = ANY (more)) THEN
      PERFORM refuse('An erasure names the versions it empties.');
    END IF;
  END IF;

  -- The event takes effect.
  IF is_birth THEN
    n := jsonb_populate_record(NULL::ticket, full_values);
    IF n.number > (SELECT CASE WHEN q.is_called THEN q.last_value ELSE 0 END FROM ticket_number q) THEN
      PERFORM refuse('A ticket has a number the desk has come to.');
    END IF;
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
      IF marks <> '{}' OR own_values <> '{}' THEN
        n.digests := jsonb_strip_nulls(digests || marks)::text;
        n.fields := jsonb_strip_nulls(own || own_values)::text;
      END IF;
      IF n.step <> t.step OR n.workflow_version <> t.workflow_version THEN
        IF is_transition THEN
          clock := w.clock;
        ELSE
          SELECT x.clock INTO clock FROM workflow_step x WHERE x.workflow_version = n.workflow_version AND x.key = n.step;
        END IF;
        IF clock = 'runs' THEN
          n.last_working_step := n.step;
        END IF;
        IF clock <> t.clock_state THEN
          n.resolved_at := CASE clock WHEN 'stopped' THEN NEW.occurred_at WHEN 'final' THEN t.resolved_at END;
          n.closed_at := CASE clock WHEN 'final' THEN NEW.occurred_at END;
          n.clock_state := clock;
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
    -- Assigned, it is no query.
    told := pg_notify('firstline', 'ticket ' || NEW.ticket_id);
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
