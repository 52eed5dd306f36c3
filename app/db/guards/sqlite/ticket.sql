CREATE TRIGGER ticket_is_born BEFORE INSERT ON ticket
BEGIN
  SELECT RAISE(ABORT, 'A ticket is never replaced.')
   WHERE EXISTS (SELECT 1 FROM ticket t WHERE t.id = NEW.id);
  SELECT RAISE(ABORT, 'A ticket is born by its event.')
   WHERE NOT EXISTS (SELECT 1 FROM ticket_event e
                      WHERE e.ticket_id = NEW.id AND e.version = NEW.version AND e.kind IN ('opened', 'imported'));
  SELECT RAISE(ABORT, 'A ticket of this number or source exists already.')
   WHERE {{not_unique}};
  SELECT RAISE(ABORT, 'A ticket has a title.')
   WHERE trim(coalesce(NEW.title, ''), {{blanks}}) = '';
  SELECT RAISE(ABORT, 'Priority follows from impact and urgency by the matrix.')
   WHERE {{priority_is_wrong}};
END;

CREATE TRIGGER ticket_changes BEFORE UPDATE OF id, version, {{column_list}}, digests, fields, opened_at, opened_by ON ticket
BEGIN
  SELECT RAISE(ABORT, 'A ticket changes only by an event.')
   WHERE NEW.version IS NOT OLD.version + 1 OR NEW.id <> OLD.id
      OR NEW.opened_at <> OLD.opened_at OR NEW.opened_by <> OLD.opened_by
      OR NOT EXISTS (SELECT 1 FROM ticket_event e WHERE e.ticket_id = NEW.id AND e.version = NEW.version);
  SELECT RAISE(ABORT, 'A ticket has a title.')
   WHERE NEW.title IS NOT OLD.title AND trim(coalesce(NEW.title, ''), {{blanks}}) = ''
     AND NOT EXISTS (SELECT 1 FROM ticket_event e WHERE e.ticket_id = NEW.id AND e.version = NEW.version AND e.kind = 'erased');
  SELECT RAISE(ABORT, 'Priority follows from impact and urgency by the matrix.')
   WHERE (NEW.impact IS NOT OLD.impact OR NEW.urgency IS NOT OLD.urgency
       OR NEW.priority IS NOT OLD.priority OR NEW.matrix IS NOT OLD.matrix)
     AND {{priority_is_wrong}};
END;

CREATE TRIGGER ticket_keeps_its_id BEFORE UPDATE ON ticket WHEN NEW.id <> OLD.id
BEGIN
  SELECT RAISE(ABORT, 'A ticket changes only by an event.');
END;

CREATE TRIGGER ticket_is_kept BEFORE DELETE ON ticket
BEGIN
  SELECT RAISE(ABORT, 'A ticket is never deleted.');
END;

CREATE TRIGGER ticket_link_is_made BEFORE INSERT ON ticket_link
BEGIN
  SELECT RAISE(ABORT, 'A link is made by an event of its ticket.')
   WHERE NOT EXISTS (SELECT 1 FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id AND e.version = t.version
                      WHERE t.id = NEW.ticket_id AND e.kind = 'linked'
                        AND json_extract(e.said, '$.relation') = NEW.relation AND json_extract(e.said, '$.other') = NEW.other)
      OR EXISTS (SELECT 1 FROM ticket_link l WHERE l.ticket_id = NEW.ticket_id AND l.relation = NEW.relation AND l.other = NEW.other);
END;

CREATE TRIGGER ticket_link_is_undone BEFORE DELETE ON ticket_link
BEGIN
  SELECT RAISE(ABORT, 'A link is undone by an event of its ticket.')
   WHERE NOT EXISTS (SELECT 1 FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id AND e.version = t.version
                      WHERE t.id = OLD.ticket_id AND e.kind = 'unlinked'
                        AND json_extract(e.said, '$.relation') = OLD.relation AND json_extract(e.said, '$.other') = OLD.other);
END;

CREATE TRIGGER ticket_link_stays BEFORE UPDATE ON ticket_link
BEGIN
  SELECT RAISE(ABORT, 'A link is never changed.');
END;

CREATE TRIGGER ticket_person_joins BEFORE INSERT ON ticket_person
BEGIN
  SELECT RAISE(ABORT, 'A person joins a ticket by an event of it.')
   WHERE NOT EXISTS (SELECT 1 FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id AND e.version = t.version
                      WHERE t.id = NEW.ticket_id AND e.kind = 'watched'
                        AND json_extract(e.said, '$.relation') = NEW.relation AND json_extract(e.said, '$.person') = NEW.person)
      OR EXISTS (SELECT 1 FROM ticket_person l WHERE l.ticket_id = NEW.ticket_id AND l.relation = NEW.relation AND l.person = NEW.person);
END;

CREATE TRIGGER ticket_person_leaves BEFORE DELETE ON ticket_person
BEGIN
  SELECT RAISE(ABORT, 'A person leaves a ticket by an event of it.')
   WHERE NOT EXISTS (SELECT 1 FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id AND e.version = t.version
                      WHERE t.id = OLD.ticket_id AND e.kind = 'unwatched'
                        AND json_extract(e.said, '$.relation') = OLD.relation AND json_extract(e.said, '$.person') = OLD.person);
END;

CREATE TRIGGER ticket_person_stays BEFORE UPDATE ON ticket_person
BEGIN
  SELECT RAISE(ABORT, 'A person beside a ticket is never changed for another.');
END;

CREATE TRIGGER ticket_event_is_numbered AFTER INSERT ON ticket_event WHEN NEW.seq IS NOT 1 + coalesce((SELECT max(e.seq) FROM ticket_event e WHERE e.seq < NEW.seq), 0)
BEGIN
  SELECT RAISE(ABORT, 'An event is numbered by the database.');
END;
