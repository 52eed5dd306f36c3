-- One at a time for each content: what comes, goes and is named would not see each other.
CREATE FUNCTION take_content(hash text) RETURNS void LANGUAGE sql AS $guard$
SELECT pg_advisory_xact_lock('firstline.attachment_piece'::regclass::oid::integer, hashtext(hash))
$guard$;

CREATE FUNCTION require_file(said jsonb, texts jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  size bigint; stored record;
BEGIN
  IF jsonb_typeof(said -> 'attachment') IS DISTINCT FROM 'number' OR (said ->> 'attachment')::numeric NOT BETWEEN 1 AND {{largest_id}}
     OR is_blank(texts ->> 'name') OR is_blank(said ->> 'media_type')
     OR jsonb_typeof(said -> 'size') IS DISTINCT FROM 'number' OR (said ->> 'size')::numeric NOT BETWEEN 1 AND {{largest}}
     OR coalesce(said ->> 'sha256', '') !~ '^[0-9a-f]{64}$' THEN
    PERFORM refuse('A file has an id, a name, a media type, a size of 25 MB at most, and the hash of its content.');
  END IF;
  PERFORM take_content(said ->> 'sha256');
  size := said ->> 'size';
  SELECT count(*) AS pieces, max(p.n) AS last, sum(length(p.bytes)) AS size INTO stored FROM attachment_piece p WHERE p.sha256 = said ->> 'sha256';
  IF (stored.pieces, stored.last, stored.size) IS DISTINCT FROM ((size + {{piece}} - 1) / {{piece}}, stored.pieces - 1, size) THEN
    PERFORM refuse('A file is stored whole before a ticket names it.');
  END IF;
  -- What another ticket names was looked at when it came, and has not changed since.
  IF NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = said ->> 'sha256' AND a.name <> '') THEN
    IF (SELECT encode(sha256(string_agg(p.bytes, ''::bytea ORDER BY p.n)), 'hex') FROM attachment_piece p WHERE p.sha256 = said ->> 'sha256')
       <> said ->> 'sha256' THEN
      PERFORM refuse('The pieces of a file are those of its hash.');
    END IF;
  END IF;
END
$guard$;

CREATE FUNCTION attachment_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  e record;
BEGIN
  SELECT x.kind, x.version, x.said::jsonb AS said, x.texts::jsonb AS texts INTO e
    FROM ticket t JOIN ticket_event x ON x.ticket_id = t.id AND x.version = t.version WHERE t.id = NEW.ticket_id;
  IF TG_OP = 'INSERT' THEN
    IF (e.kind, e.version, e.said ->> 'attachment', e.texts ->> 'name', e.said ->> 'media_type', e.said ->> 'size', e.said ->> 'sha256', 1::bigint)
       IS DISTINCT FROM ('attached', NEW.version, NEW.id::text, NEW.name, NEW.media_type, NEW.size::text, NEW.sha256, NEW.active)
       OR EXISTS (SELECT 1 FROM attachment a WHERE a.id = NEW.id) THEN
      PERFORM refuse('A file comes to a ticket by an event of it, once.');
    END IF;
  ELSIF (NEW.id, NEW.ticket_id, NEW.version, NEW.media_type, NEW.size, NEW.sha256, NEW.active)
        IS DISTINCT FROM (OLD.id, OLD.ticket_id, OLD.version, OLD.media_type, OLD.size, OLD.sha256, 0::bigint)
        OR NOT coalesce(e.kind = 'detached' AND NEW.name = OLD.name AND e.said ->> 'attachment' = OLD.id::text
                     OR e.kind = 'erased' AND NEW.name = '' AND OLD.version::text = ANY (string_to_array(e.said ->> 'versions', ',')), false) THEN
    PERFORM refuse('A file changes only by an event that takes it off its ticket or erases it.');
  END IF;
  RETURN NEW;
END
$guard$;

CREATE FUNCTION attachment_piece_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  -- A transaction that sees an older state would be not see what a ticket names since.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM refuse('What is written is decided on what holds now, in a READ COMMITTED transaction.');
  END IF;
  PERFORM take_content(CASE TG_OP WHEN 'DELETE' THEN OLD.sha256 ELSE NEW.sha256 END);
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = OLD.sha256 AND a.name <> '') THEN
      PERFORM refuse('A piece of a file that a ticket names is never deleted.');
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.n NOT BETWEEN 0 AND {{most_pieces}} - 1 OR length(NEW.bytes) NOT BETWEEN 1 AND {{piece}} OR NEW.sha256 !~ '^[0-9a-f]{64}$' THEN
    PERFORM refuse('A piece of a file has its place in it, and 256 kB at most.');
  END IF;
  IF EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = NEW.sha256 AND a.name <> '') THEN
    PERFORM refuse('What a ticket names stays as it is.');
  END IF;
  NEW.stored_at := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  RETURN NEW;
END
$guard$;

CREATE TRIGGER attachment_comes_and_goes BEFORE INSERT OR UPDATE ON attachment FOR EACH ROW EXECUTE FUNCTION attachment_row();
CREATE TRIGGER attachment_is_kept BEFORE DELETE ON attachment FOR EACH ROW EXECUTE FUNCTION never('That a file was attached is never deleted.');
CREATE TRIGGER attachment_is_not_emptied BEFORE TRUNCATE ON attachment FOR EACH STATEMENT EXECUTE FUNCTION never('That a file was attached is never deleted.');
CREATE TRIGGER attachment_piece_comes_and_goes BEFORE INSERT OR DELETE ON attachment_piece FOR EACH ROW EXECUTE FUNCTION attachment_piece_row();
CREATE TRIGGER attachment_piece_stays BEFORE UPDATE ON attachment_piece FOR EACH ROW EXECUTE FUNCTION never('A piece of a file is never changed.');
CREATE TRIGGER attachment_piece_is_not_emptied BEFORE TRUNCATE ON attachment_piece FOR EACH STATEMENT EXECUTE FUNCTION never('A piece of a file that a ticket names is never deleted.');
