CREATE TRIGGER attachment_comes BEFORE INSERT ON attachment
BEGIN
  SELECT RAISE(ABORT, 'A file comes to a ticket by an event of it, once.')
   WHERE EXISTS (SELECT 1 FROM attachment a WHERE a.id = NEW.id)
      OR NOT EXISTS (SELECT 1 FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id AND e.version = t.version
                      WHERE t.id = NEW.ticket_id AND e.version = NEW.version AND e.kind = 'attached' AND NEW.active = 1
                        AND json_extract(e.said, '$.attachment') = NEW.id AND json_extract(e.texts, '$.name') = NEW.name
                        AND json_extract(e.said, '$.media_type') = NEW.media_type AND json_extract(e.said, '$.size') = NEW.size
                        AND json_extract(e.said, '$.sha256') = NEW.sha256);
END;

CREATE TRIGGER attachment_goes BEFORE UPDATE ON attachment
BEGIN
  SELECT RAISE(ABORT, 'A file changes only by an event that takes it off its ticket or erases it.')
   WHERE NEW.id <> OLD.id OR NEW.ticket_id <> OLD.ticket_id OR NEW.version <> OLD.version OR NEW.media_type <> OLD.media_type
      OR NEW.size <> OLD.size OR NEW.sha256 <> OLD.sha256 OR NEW.active <> 0
      OR NOT EXISTS (SELECT 1 FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id AND e.version = t.version
                      WHERE t.id = OLD.ticket_id
                        AND ((e.kind = 'detached' AND NEW.name = OLD.name AND json_extract(e.said, '$.attachment') = OLD.id)
                          OR (e.kind = 'erased' AND NEW.name = ''
                            AND instr(',' || json_extract(e.said, '$.versions') || ',', ',' || OLD.version || ',') > 0)));
END;

CREATE TRIGGER attachment_is_kept BEFORE DELETE ON attachment
BEGIN
  SELECT RAISE(ABORT, 'That a file was attached is never deleted.');
END;

CREATE TRIGGER attachment_piece_is_stored BEFORE INSERT ON attachment_piece
BEGIN
  SELECT RAISE(ABORT, 'A piece of a file has its place in it, and 256 kB at most.')
   WHERE NEW.n NOT BETWEEN 0 AND {{most_pieces}} - 1 OR length(NEW.bytes) NOT BETWEEN 1 AND {{piece}}
      OR length(NEW.sha256) <> 64 OR NEW.sha256 GLOB '*[^0-9a-f]*';
  SELECT RAISE(ABORT, 'A piece of a file is stored once.')
   WHERE EXISTS (SELECT 1 FROM attachment_piece p WHERE p.sha256 = NEW.sha256 AND p.n = NEW.n);
  SELECT RAISE(ABORT, 'What a ticket names stays as it is.')
   WHERE EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = NEW.sha256 AND a.name <> '');
END;

CREATE TRIGGER attachment_piece_stays BEFORE UPDATE ON attachment_piece
BEGIN
  SELECT RAISE(ABORT, 'A piece of a file is never changed.');
END;

CREATE TRIGGER attachment_piece_is_kept BEFORE DELETE ON attachment_piece
BEGIN
  SELECT RAISE(ABORT, 'A piece of a file that a ticket names is never deleted.')
   WHERE EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = OLD.sha256 AND a.name <> '');
END;
