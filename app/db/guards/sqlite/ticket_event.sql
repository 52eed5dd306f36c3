CREATE TRIGGER ticket_event_append BEFORE INSERT ON ticket_event
BEGIN
{{event_shape}}

  -- What belongs to this event only.
  SELECT CASE
    WHEN NEW.kind <> 'recorded'
      AND NOT CASE NEW.kind {{said_cases}}
              ELSE j.key = 'note'
                OR EXISTS (SELECT 1 FROM ticket t JOIN transition_need n ON n.workflow_version = t.workflow_version AND n.transition = NEW.kind
                            WHERE t.id = NEW.ticket_id AND n.kind = 'said' AND n.argument = j.key) END
      THEN RAISE(ABORT, 'An event says what belongs to its kind.')
    WHEN CASE WHEN j.key IN ({{said_numbers}}) THEN NEW.kind <> 'attached' AND (j.type <> 'integer' OR j.value < 1) ELSE j.type <> 'text' END
      OR (j.key = 'versions' AND j.value GLOB '*[^0-9,]*')
      THEN RAISE(ABORT, 'What an event says is a text, and what it names a number.')
    WHEN NEW.kind <> 'recorded' AND j.key NOT IN ({{said_numbers}}) AND j.key NOT IN ({{said_words}})
      AND json_type(NEW.texts, '$."' || j.key || '"') IS NULL
      THEN RAISE(ABORT, 'A text in an event stands beside its digest.')
    WHEN NEW.kind <> 'recorded' AND (j.key IN ({{said_numbers}}) OR j.key IN ({{said_words}})) AND json_type(NEW.texts, '$."' || j.key || '"') IS NOT NULL
      THEN RAISE(ABORT, 'What is no text stands in an event as it is.')
    WHEN j.type = 'text' AND (length(j.value) > {{longest_text}} OR (j.key IN ({{said_words}}) AND j.key <> 'versions' AND length(j.value) > {{longest_line}}) OR j.value GLOB {{no_line}})
      THEN RAISE(ABORT, 'A line has 250 characters at most and no break, a longer text 1,000,000, and no control characters.')
    END
    FROM json_each(NEW.said) j WHERE NEW.said <> '{}';

  -- How a ticket begins.
  SELECT CASE
    WHEN NEW.version = 1 AND NEW.kind NOT IN ('opened', 'imported', 'recorded')
      THEN RAISE(ABORT, 'The first event of a ticket opens it.')
    WHEN NEW.version > 1 AND NEW.kind = 'opened'
      THEN RAISE(ABORT, 'A ticket is opened once.')
    WHEN NEW.kind IN ('recorded', 'imported') AND EXISTS (SELECT 1 FROM ticket t WHERE t.id = NEW.ticket_id)
      THEN RAISE(ABORT, 'A past is recorded only before its ticket exists.')
    WHEN (NEW.kind = 'recorded' AND (NEW.now <> '{}' OR NEW.channel <> 'import'))
      OR (NEW.channel = 'import' AND NEW.kind NOT IN ('recorded', 'imported'))
      THEN RAISE(ABORT, 'A past is recorded by an import and changes nothing by itself.')
    WHEN NEW.kind NOT IN ('opened', 'imported', 'recorded') AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = NEW.ticket_id)
      THEN RAISE(ABORT, 'There is no such ticket.')
    WHEN NEW.kind = 'opened'
      AND NOT EXISTS (SELECT 1 FROM workflow_step s
                       WHERE s.workflow_version = json_extract(NEW.now, '$.workflow_version')
                         AND s.key = json_extract(NEW.now, '$.step') AND s.position = 1)
      THEN RAISE(ABORT, 'A ticket opens in the first step of its workflow.')
    WHEN NEW.kind IN ('opened', 'imported')
      AND EXISTS (SELECT 1 FROM workflow_version v JOIN workflow_version o ON o.key = v.key AND o.number > v.number
                   WHERE v.id = json_extract(NEW.now, '$.workflow_version'))
      THEN RAISE(ABORT, 'A ticket goes by the newest version of its workflow.')
    WHEN NEW.kind = 'imported'
      AND (NEW.channel <> 'import' OR json_extract(NEW.now, '$.source') IS NULL OR json_extract(NEW.now, '$.source_id') IS NULL
        OR NOT EXISTS (SELECT 1 FROM workflow_step s
                        WHERE s.workflow_version = json_extract(NEW.now, '$.workflow_version')
                          AND s.key = json_extract(NEW.now, '$.step'))
        OR (json_extract(NEW.now, '$.last_working_step') IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM workflow_step s
                           WHERE s.workflow_version = json_extract(NEW.now, '$.workflow_version')
                             AND s.key = json_extract(NEW.now, '$.last_working_step') AND s.clock = 'runs')))
      THEN RAISE(ABORT, 'An imported ticket stands in a step of its workflow and names its source.')
    WHEN NEW.kind = 'opened'
      AND (json_type(NEW.now, '$.source') IS NOT NULL OR json_type(NEW.now, '$.source_id') IS NOT NULL
        OR json_type(NEW.now, '$.last_working_step') IS NOT NULL)
      THEN RAISE(ABORT, 'A ticket opened here has no source and no past.')
    WHEN NEW.kind IN ('opened', 'imported')
      AND json_extract(NEW.now, '$.number') > 1 + coalesce((SELECT max(t.number) FROM ticket t), 0)
      THEN RAISE(ABORT, 'A ticket has a number the desk has come to.')
    END;

  -- How it goes on.
  SELECT CASE
    WHEN NEW.kind NOT IN ({{kinds}}) AND w.key IS NULL
      AND NOT EXISTS (SELECT 1 FROM workflow_transition x WHERE x.workflow_version = t.workflow_version AND x.key = NEW.kind)
      THEN RAISE(ABORT, 'The workflow of the ticket has no such event.')
    WHEN NEW.kind NOT IN ({{kinds}}) AND w.key IS NULL
      THEN RAISE(ABORT, 'No such transition leads from the step of the ticket.')
    WHEN w.key IS NOT NULL AND json_extract(NEW.now, '$.step') IS NOT coalesce(w.to_step, t.last_working_step)
      THEN RAISE(ABORT, 'A transition leads to the step the workflow names.')
    WHEN w.key IS NULL AND NEW.kind <> 'moved' AND json_type(NEW.now, '$.step') IS NOT NULL
      THEN RAISE(ABORT, 'Only a transition changes the step.')
    WHEN json_type(NEW.now, '$.number') IS NOT NULL OR json_type(NEW.now, '$.source') IS NOT NULL
      OR json_type(NEW.now, '$.source_id') IS NOT NULL OR json_type(NEW.now, '$.last_working_step') IS NOT NULL
      OR (json_type(NEW.now, '$.workflow_version') IS NOT NULL AND NEW.kind <> 'moved')
      THEN RAISE(ABORT, 'Number, source and workflow of a ticket stay as they are.')
    WHEN NEW.kind = 'moved'
      AND (EXISTS (SELECT 1 FROM json_each(NEW.now) j WHERE j.key <> 'workflow_version')
        OR NOT EXISTS (SELECT 1 FROM workflow_version o JOIN workflow_version v ON v.key = o.key
                         JOIN workflow_step s ON s.workflow_version = v.id
                         JOIN workflow_step l ON l.workflow_version = v.id AND l.key = t.last_working_step AND l.clock = 'runs'
                        WHERE o.id = t.workflow_version AND v.id = json_extract(NEW.now, '$.workflow_version') AND s.key = t.step))
      THEN RAISE(ABORT, 'A move leads to another version of the same workflow that knows the step.')
    WHEN NEW.kind = 'moved'
      AND EXISTS (SELECT 1 FROM workflow_version v JOIN workflow_version o ON o.key = v.key AND o.number > v.number
                   WHERE v.id = json_extract(NEW.now, '$.workflow_version'))
      THEN RAISE(ABORT, 'A ticket goes by the newest version of its workflow.')
    WHEN NEW.kind IN ('edited', 'assigned') AND json_type(NEW.now, '$.waiting_reason') IS NOT NULL
      THEN RAISE(ABORT, 'Why a ticket waits changes only with a transition.')
    WHEN NEW.kind = 'assigned' AND EXISTS (SELECT 1 FROM json_each(NEW.now) j WHERE j.key NOT IN ('team', 'assignee'))
      THEN RAISE(ABORT, 'An assignment changes team and person only.')
    WHEN NEW.kind IN ('noted', 'replied', 'linked', 'unlinked', 'watched', 'unwatched', 'attached', 'detached', 'erased') AND NEW.now <> '{}'
      THEN RAISE(ABORT, 'A note, a reply, a link, a watch, a file or an erasure changes no column.')
    WHEN (NEW.kind IN ('edited', 'assigned') AND NEW.was = NEW.now) OR (NEW.kind = 'moved' AND json_extract(NEW.now, '$.workflow_version') = t.workflow_version)
      THEN RAISE(ABORT, 'An edit, an assignment or a move changes something.')
    WHEN NEW.kind IN ('noted', 'replied') AND trim(coalesce(json_extract(NEW.texts, '$.note'), ''), {{blanks}}) = ''
      THEN RAISE(ABORT, 'A note or a reply has a text.')
    WHEN (NEW.kind = 'noted' AND NEW.visibility <> 'internal') OR (NEW.kind = 'replied' AND NEW.visibility <> 'public')
      THEN RAISE(ABORT, 'A note is internal and a reply public.')
    WHEN (NEW.now <> '{}' OR NEW.kind = 'replied' OR (NEW.kind = 'attached' AND NEW.visibility = 'public')) AND p.clock = 'final'
      THEN RAISE(ABORT, 'A ticket in a final step no longer changes.')
    END
    FROM ticket t
    LEFT JOIN workflow_step p ON p.workflow_version = t.workflow_version AND p.key = t.step
    LEFT JOIN workflow_transition w ON w.workflow_version = t.workflow_version AND w.key = NEW.kind AND w.from_step = t.step
   WHERE t.id = NEW.ticket_id;

  -- What a transition needs.
  SELECT CASE
    WHEN n.kind = 'field'
      AND trim(coalesce(json_extract(CASE WHEN json_extract(NEW.now, '$."' || n.argument || '"') GLOB 'sha256:*' THEN NEW.texts ELSE NEW.now END,
                                     '$."' || n.argument || '"'), ''), {{blanks}}) = ''
      THEN RAISE(ABORT, 'A transition carries every field it needs.')
    WHEN n.kind = 'said'
      AND trim(coalesce(json_extract(NEW.texts, '$."' || n.argument || '"'),
                        json_extract(NEW.said, '$."' || n.argument || '"'), ''), {{blanks}}) = ''
      THEN RAISE(ABORT, 'A transition says what it has to say.')
    WHEN n.kind = 'note' AND trim(coalesce(json_extract(NEW.texts, '$.note'), ''), {{blanks}}) = ''
      THEN RAISE(ABORT, 'A transition that needs a note has one.')
    WHEN n.kind = 'public_note'
      AND (n.argument = ''
        OR n.argument = (SELECT r.waits_on FROM waiting_reason r WHERE r.id = json_extract(NEW.now, '$.waiting_reason')))
      AND (NEW.visibility <> 'public' OR trim(coalesce(json_extract(NEW.texts, '$.note'), ''), {{blanks}}) = '')
      THEN RAISE(ABORT, 'A transition that needs a public note has one.')
    WHEN n.kind = 'team_tier'
      AND NOT EXISTS (SELECT 1 FROM team m WHERE m.id = json_extract(NEW.now, '$.team')
                         AND instr(',' || n.argument || ',', ',' || m.tier || ',') > 0)
      THEN RAISE(ABORT, 'Only a team of a level the transition names can receive it.')
    END
    FROM ticket t JOIN transition_need n ON n.workflow_version = t.workflow_version AND n.transition = NEW.kind
   WHERE t.id = NEW.ticket_id;

  SELECT RAISE(ABORT, 'An event fills what a record cannot do without.')
   WHERE {{incomplete}};
  -- Who.
  SELECT RAISE(ABORT, 'Only the counter and the service accounts speak for somebody else.')
   WHERE NEW.on_behalf_of IS NOT NULL AND NEW.channel NOT IN ('sample', 'import')
     AND NOT EXISTS (SELECT 1 FROM role_grant g
                      WHERE g.person = NEW.actor AND g.active = 1 AND g.role IN ({{speaking}}));
  SELECT RAISE(ABORT, 'The actor has no role that may do this.')
   WHERE NOT EXISTS (
     SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person LEFT JOIN ticket t ON t.id = NEW.ticket_id
      WHERE g.person = NEW.actor AND g.active = 1 AND p.active = 1
        AND (({{rights}})
          OR EXISTS (SELECT 1 FROM transition_role r
                      WHERE r.workflow_version = t.workflow_version AND r.transition = NEW.kind AND r.role = g.role))
        AND (g.role <> 'lead' OR g.team IS NULL OR t.team IS NULL OR g.team = t.team)
        AND (g.role <> 'counter'
          OR (NEW.on_behalf_of = coalesce(t.requester, json_extract(NEW.now, '$.requester')) AND NEW.channel = 'counter'
            AND coalesce(t.opened_by, NEW.actor) = NEW.actor))
        AND (NEW.channel <> 'counter' OR g.role = 'counter')
        AND (g.role <> 'monitor'
          OR NOT EXISTS (SELECT 1 FROM ticket_event o WHERE o.ticket_id = NEW.ticket_id AND o.actor <> NEW.actor)));

  -- Links and people beside the requester.
  SELECT RAISE(ABORT, 'A link leads to another ticket there is.')
   WHERE NEW.kind IN ('linked', 'unlinked')
     AND (json_extract(NEW.said, '$.relation') NOT IN ({{links}})
       OR json_extract(NEW.said, '$.other') IS NEW.ticket_id
       OR NOT EXISTS (SELECT 1 FROM ticket o WHERE o.id = json_extract(NEW.said, '$.other')));
  SELECT RAISE(ABORT, 'Only a person the desk knows watches a ticket or is affected by it.')
   WHERE NEW.kind IN ('watched', 'unwatched')
     AND (json_extract(NEW.said, '$.relation') NOT IN ({{relations}})
       OR NOT EXISTS (SELECT 1 FROM person p WHERE p.id = json_extract(NEW.said, '$.person')));
  SELECT RAISE(ABORT, 'A link is made once, and undone once.')
   WHERE NEW.kind IN ('linked', 'unlinked')
     AND (NEW.kind = 'linked') = EXISTS (SELECT 1 FROM ticket_link l WHERE l.ticket_id = NEW.ticket_id
                                            AND l.relation = json_extract(NEW.said, '$.relation') AND l.other = json_extract(NEW.said, '$.other'));
  SELECT RAISE(ABORT, 'A person joins a ticket once, and leaves it once.')
   WHERE NEW.kind IN ('watched', 'unwatched')
     AND (NEW.kind = 'watched') = EXISTS (SELECT 1 FROM ticket_person l WHERE l.ticket_id = NEW.ticket_id
                                             AND l.relation = json_extract(NEW.said, '$.relation') AND l.person = json_extract(NEW.said, '$.person'));
  -- Files: what they are, that they are there, and whose.
  SELECT CASE
    WHEN json_type(NEW.said, '$.attachment') IS NOT 'integer' OR json_extract(NEW.said, '$.attachment') < 1
      OR trim(coalesce(json_extract(NEW.texts, '$.name'), ''), {{blanks}}) = ''
      OR trim(coalesce(json_extract(NEW.said, '$.media_type'), ''), {{blanks}}) = ''
      OR json_type(NEW.said, '$.size') IS NOT 'integer' OR json_extract(NEW.said, '$.size') NOT BETWEEN 1 AND {{largest}}
      OR json_type(NEW.said, '$.sha256') IS NOT 'text' OR length(json_extract(NEW.said, '$.sha256')) <> 64
      OR json_extract(NEW.said, '$.sha256') GLOB '*[^0-9a-f]*'
      THEN RAISE(ABORT, 'A file has an id, a name, a media type, a size of 25 MB at most, and the hash of its content.')
    WHEN (SELECT count(*) = (json_extract(NEW.said, '$.size') + {{piece}} - 1) / {{piece}} AND max(p.n) = count(*) - 1
             AND sum(length(p.bytes)) = json_extract(NEW.said, '$.size')
            FROM attachment_piece p WHERE p.sha256 = json_extract(NEW.said, '$.sha256')) IS NOT 1
      THEN RAISE(ABORT, 'A file is stored whole before a ticket names it.')
    END
   WHERE NEW.kind = 'attached';
  SELECT RAISE(ABORT, 'A file is taken off the ticket it is attached to.')
   WHERE NEW.kind = 'detached'
     AND NOT EXISTS (SELECT 1 FROM attachment a
                      WHERE a.id = json_extract(NEW.said, '$.attachment') AND a.ticket_id = NEW.ticket_id AND a.active = 1);
  SELECT RAISE(ABORT, 'An erasure names the versions it empties.')
   WHERE NEW.kind = 'erased'
     AND (coalesce(json_extract(NEW.said, '$.versions'), '') = ''
       OR 1 + length(json_extract(NEW.said, '$.versions')) - length(replace(json_extract(NEW.said, '$.versions'), ',', ''))
          <> (SELECT count(*) FROM ticket_event e WHERE e.ticket_id = NEW.ticket_id AND e.version < NEW.version
                 AND instr(',' || json_extract(NEW.said, '$.versions') || ',', ',' || e.version || ',') > 0));
END;

CREATE TRIGGER ticket_event_gives_birth AFTER INSERT ON ticket_event WHEN NEW.kind IN ('opened', 'imported')
BEGIN
  INSERT INTO ticket (id, version, {{column_list}}, digests, fields, opened_at, opened_by, clock_state, updated_at, resolved_at, closed_at, reopen_count)
  SELECT NEW.ticket_id, NEW.version,
         {{values}},
         {{digests}},
         {{own_values}},
         NEW.occurred_at, NEW.actor, s.clock, NEW.occurred_at,
         CASE s.clock WHEN 'stopped' THEN NEW.occurred_at END,
         CASE s.clock WHEN 'final' THEN NEW.occurred_at END,
         0
    FROM workflow_step s
   WHERE s.workflow_version = json_extract(NEW.now, '$.workflow_version') AND s.key = json_extract(NEW.now, '$.step');
  SELECT RAISE(ABORT, 'An event takes effect or is not written.')
   WHERE (SELECT t.version FROM ticket t WHERE t.id = NEW.ticket_id) IS NOT NEW.version;
  INSERT INTO change (kind, row_id, version) VALUES ('ticket', NEW.ticket_id, NEW.version);
END;

CREATE TRIGGER ticket_event_applies AFTER INSERT ON ticket_event WHEN NEW.kind NOT IN ('opened', 'imported', 'recorded', 'erased')
BEGIN
  UPDATE ticket SET
         version = NEW.version,
         {{assignments}},
         digests = {{merged_digests}},
         fields = {{merged_own_values}},
         last_working_step = coalesce(
           (SELECT s.key FROM workflow_step s
             WHERE NEW.now <> '{}' AND s.clock = 'runs'
               AND s.workflow_version = coalesce(json_extract(NEW.now, '$.workflow_version'), ticket.workflow_version)
               AND s.key = coalesce(json_extract(NEW.now, '$.step'), ticket.step)),
           last_working_step),
         reopen_count = reopen_count + EXISTS (
           SELECT 1 FROM workflow_transition w
            WHERE w.workflow_version = ticket.workflow_version AND w.key = NEW.kind AND w.purpose = 'reopen'),
         updated_at = NEW.occurred_at
   WHERE id = NEW.ticket_id;
  UPDATE ticket SET
         resolved_at = CASE s.clock WHEN 'stopped' THEN NEW.occurred_at WHEN 'final' THEN resolved_at END,
         closed_at = CASE s.clock WHEN 'final' THEN NEW.occurred_at END,
         clock_state = s.clock
    FROM workflow_step s
   WHERE ticket.id = NEW.ticket_id AND s.workflow_version = ticket.workflow_version AND s.key = ticket.step
     AND s.clock <> ticket.clock_state;
  SELECT RAISE(ABORT, 'An event takes effect or is not written.')
   WHERE (SELECT t.version FROM ticket t WHERE t.id = NEW.ticket_id) IS NOT NEW.version;
  INSERT INTO ticket_link (ticket_id, relation, other)
  SELECT NEW.ticket_id, json_extract(NEW.said, '$.relation'), json_extract(NEW.said, '$.other') WHERE NEW.kind = 'linked';
  DELETE FROM ticket_link
   WHERE NEW.kind = 'unlinked' AND ticket_id = NEW.ticket_id
     AND relation = json_extract(NEW.said, '$.relation') AND other = json_extract(NEW.said, '$.other');
  INSERT INTO ticket_person (ticket_id, person, relation)
  SELECT NEW.ticket_id, json_extract(NEW.said, '$.person'), json_extract(NEW.said, '$.relation') WHERE NEW.kind = 'watched';
  DELETE FROM ticket_person
   WHERE NEW.kind = 'unwatched' AND ticket_id = NEW.ticket_id
     AND person = json_extract(NEW.said, '$.person') AND relation = json_extract(NEW.said, '$.relation');
  INSERT INTO attachment (id, ticket_id, version, name, media_type, size, sha256, active)
  SELECT json_extract(NEW.said, '$.attachment'), NEW.ticket_id, NEW.version, json_extract(NEW.texts, '$.name'),
         json_extract(NEW.said, '$.media_type'), json_extract(NEW.said, '$.size'), json_extract(NEW.said, '$.sha256'), 1
   WHERE NEW.kind = 'attached';
  UPDATE attachment SET active = 0 WHERE NEW.kind = 'detached' AND id = json_extract(NEW.said, '$.attachment');
  INSERT INTO change (kind, row_id, version) VALUES ('ticket', NEW.ticket_id, NEW.version);
  -- A link shows at its other end too.
  INSERT INTO change (kind, row_id, version)
  SELECT 'ticket', o.id, o.version FROM ticket o WHERE NEW.kind IN ('linked', 'unlinked') AND o.id = json_extract(NEW.said, '$.other');
END;

CREATE TRIGGER ticket_event_erases AFTER INSERT ON ticket_event WHEN NEW.kind = 'erased'
BEGIN
  UPDATE ticket_event SET texts = '{}'
   WHERE ticket_id = NEW.ticket_id AND version < NEW.version
     AND instr(',' || json_extract(NEW.said, '$.versions') || ',', ',' || version || ',') > 0;
  UPDATE ticket SET
         version = NEW.version,
         {{erasures}},
         fields = (SELECT json_group_object(f.key, CASE WHEN EXISTS (
                            SELECT 1 FROM ticket_event e WHERE e.ticket_id = NEW.ticket_id AND e.texts = '{}'
                               AND json_extract(e.now, '$."fields.' || f.key || '"') = json_extract(ticket.digests, '$."fields.' || f.key || '"'))
                          THEN '' ELSE f.value END) FROM json_each(ticket.fields) f),
         updated_at = NEW.occurred_at
   WHERE id = NEW.ticket_id;
  SELECT RAISE(ABORT, 'An event takes effect or is not written.')
   WHERE (SELECT t.version FROM ticket t WHERE t.id = NEW.ticket_id) IS NOT NEW.version;
  UPDATE attachment SET name = '', active = 0
   WHERE ticket_id = NEW.ticket_id AND instr(',' || json_extract(NEW.said, '$.versions') || ',', ',' || version || ',') > 0;
  INSERT INTO change (kind, row_id, version) VALUES ('ticket', NEW.ticket_id, NEW.version);
END;

CREATE TRIGGER ticket_event_stays BEFORE UPDATE ON ticket_event
BEGIN
  SELECT RAISE(ABORT, 'An event is never changed.')
   WHERE NEW.texts <> '{}'
      OR {{event_differs}}
      OR NOT EXISTS (SELECT 1 FROM ticket_event e
                      WHERE e.ticket_id = OLD.ticket_id AND e.kind = 'erased' AND e.version > OLD.version
                        AND instr(',' || json_extract(e.said, '$.versions') || ',', ',' || OLD.version || ',') > 0);
END;

CREATE TRIGGER ticket_event_is_kept BEFORE DELETE ON ticket_event
BEGIN
  SELECT RAISE(ABORT, 'An event is never deleted.');
END;
