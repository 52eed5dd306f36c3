-- What everybody may know of a person: the name.
CREATE VIEW person_card AS SELECT id, name, active FROM person;

-- Every category with each of those above it.
CREATE VIEW category_above AS
WITH RECURSIVE up(id, above) AS (
  SELECT c.id, c.parent FROM category c WHERE c.parent IS NOT NULL
  UNION
  SELECT up.id, c.parent FROM up JOIN category c ON c.id = up.above WHERE c.parent IS NOT NULL
)
SELECT id, above FROM up;

CREATE TRIGGER desk_event_knows_its_thing BEFORE INSERT ON desk_event WHEN NEW.thing NOT IN ({{things}})
BEGIN
  SELECT RAISE(ABORT, 'The desk has no such kind of record.');
END;

CREATE TRIGGER desk_event_stays BEFORE UPDATE ON desk_event
BEGIN
  SELECT RAISE(ABORT, 'An event is never changed.');
END;

CREATE TRIGGER desk_event_is_kept BEFORE DELETE ON desk_event
BEGIN
  SELECT RAISE(ABORT, 'An event is never deleted.');
END;

CREATE TRIGGER command_is_new BEFORE INSERT ON command
BEGIN
  SELECT RAISE(ABORT, 'A command is counted once.')
   WHERE EXISTS (SELECT 1 FROM command c WHERE c.id = NEW.id);
END;

CREATE TRIGGER command_stays BEFORE UPDATE ON command
BEGIN
  SELECT RAISE(ABORT, 'A command is never changed.');
END;

CREATE TRIGGER command_is_kept BEFORE DELETE ON command
BEGIN
  SELECT RAISE(ABORT, 'A command is never deleted.');
END;

CREATE TRIGGER desk_is_one BEFORE INSERT ON desk
BEGIN
  SELECT RAISE(ABORT, 'A database holds one desk.')
   WHERE EXISTS (SELECT 1 FROM desk);
END;

CREATE TRIGGER desk_is_kept BEFORE DELETE ON desk
BEGIN
  SELECT RAISE(ABORT, 'A desk is never deleted.');
END;

CREATE TRIGGER desk_stays BEFORE UPDATE OF uid, kind ON desk
BEGIN
  SELECT RAISE(ABORT, 'A desk keeps its name and kind.');
END;

CREATE TRIGGER desk_event_is_numbered AFTER INSERT ON desk_event WHEN NEW.seq IS NOT 1 + coalesce((SELECT max(e.seq) FROM desk_event e WHERE e.seq < NEW.seq), 0)
BEGIN
  SELECT RAISE(ABORT, 'An event is numbered by the database.');
END;
