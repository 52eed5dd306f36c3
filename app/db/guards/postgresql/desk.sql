CREATE FUNCTION desk_event_stamp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  last record; fault text;
BEGIN
  PERFORM event_author(NEW.actor, NEW.channel);
  IF NEW.thing NOT IN ({{owned}}) AND NOT is_administrator() AND has_administrator() THEN
    PERFORM refuse('Only an administrator changes the desk itself.');
  END IF;
  SELECT e.hash, e.occurred_at INTO last FROM desk_event e WHERE e.thing = NEW.thing AND e.thing_id = NEW.thing_id AND e.version = NEW.version - 1;
  NEW.login := session_user;
  NEW.recorded_at := (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
  NEW.occurred_at := CASE NEW.occurred_at WHEN 0 THEN greatest(NEW.recorded_at, last.occurred_at) ELSE NEW.occurred_at END;
  NEW.prev_hash := coalesce(last.hash, '');
  NEW.hash := event_hash(NEW.prev_hash, NEW.thing, NEW.thing_id, NEW.version, NEW.command_id, NEW.kind, NEW.actor, NEW.on_behalf_of, NEW.cause,
                         NEW.channel, NEW.visibility, NEW.login, NEW.recorded_at, NEW.occurred_at, NEW.was, NEW.now, NEW.said);
  fault := coalesce(chain_fault(NEW.thing_id, NEW.version, NEW.command_id, last.hash),
                    source_fault(NEW.kind, NEW.channel, NEW.visibility, NEW.cause, NEW.recorded_at, NEW.occurred_at, last.occurred_at));
  IF fault IS NOT NULL THEN
    PERFORM refuse(fault);
  END IF;
  RETURN NEW;
END
$guard$;

CREATE FUNCTION desk_event_apply() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  CASE NEW.thing
    {{thing_cases}}
    ELSE PERFORM refuse('The desk has no such kind of record.');
  END CASE;
  INSERT INTO change (kind, row_id, version) VALUES (NEW.thing, NEW.thing_id, NEW.version);
  PERFORM pg_notify('firstline', NEW.thing || ' ' || NEW.thing_id);
  RETURN NULL;
END
$guard$;

CREATE FUNCTION command_stamp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM refuse('What is written is decided on what holds now, in a READ COMMITTED transaction.');
  END IF;
  -- The founder, and a sample's, tell what others do.
  IF NOT EXISTS (SELECT 1 FROM person p WHERE p.id = NEW.actor AND p.login = session_user AND p.active = 1) THEN
    IF has_administrator() AND NOT (is_administrator() AND (SELECT d.kind FROM desk d) = 'sample') THEN
      PERFORM refuse('A command is stored by whoever gave it.');
    END IF;
  END IF;
  RETURN NEW;
END
$guard$;

CREATE TRIGGER desk_event_append BEFORE INSERT ON desk_event FOR EACH ROW EXECUTE FUNCTION desk_event_stamp();
CREATE TRIGGER desk_event_applies AFTER INSERT ON desk_event FOR EACH ROW EXECUTE FUNCTION desk_event_apply();
CREATE TRIGGER desk_event_stays BEFORE UPDATE ON desk_event FOR EACH ROW EXECUTE FUNCTION never('An event is never changed.');
CREATE TRIGGER desk_event_is_kept BEFORE DELETE ON desk_event FOR EACH ROW EXECUTE FUNCTION never('An event is never deleted.');
CREATE TRIGGER desk_event_is_not_emptied BEFORE TRUNCATE ON desk_event FOR EACH STATEMENT EXECUTE FUNCTION never('An event is never deleted.');
CREATE TRIGGER command_is_stored BEFORE INSERT ON command FOR EACH ROW EXECUTE FUNCTION command_stamp();
CREATE TRIGGER command_stays BEFORE UPDATE ON command FOR EACH ROW EXECUTE FUNCTION never('A command is never changed.');
CREATE TRIGGER command_is_kept BEFORE DELETE ON command FOR EACH ROW EXECUTE FUNCTION never('A command is never deleted.');
CREATE TRIGGER command_is_not_emptied BEFORE TRUNCATE ON command FOR EACH STATEMENT EXECUTE FUNCTION never('A command is never deleted.');
CREATE TRIGGER desk_is_kept BEFORE DELETE ON desk FOR EACH ROW EXECUTE FUNCTION never('A desk is never deleted.');
CREATE TRIGGER desk_is_not_emptied BEFORE TRUNCATE ON desk FOR EACH STATEMENT EXECUTE FUNCTION never('A desk is never deleted.');
CREATE TRIGGER desk_stays BEFORE UPDATE OF uid, kind ON desk FOR EACH ROW EXECUTE FUNCTION never('A desk keeps its name and kind.');
