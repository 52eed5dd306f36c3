-- It runs within every event: names with their schema spare it a search path of its own.
CREATE FUNCTION ticket_row() RETURNS trigger LANGUAGE plpgsql AS $guard$
DECLARE
  e record; cells jsonb;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.version = OLD.version THEN
    -- What follows from the events alone may be computed anew.
    IF ROW(NEW.id, NEW.digests, NEW.fields, NEW.opened_at, NEW.opened_by, {{new_columns}})
       IS NOT DISTINCT FROM ROW(OLD.id, OLD.digests, OLD.fields, OLD.opened_at, OLD.opened_by, {{old_columns}}) THEN
      RETURN NEW;
    END IF;
  END IF;
  SELECT x.kind INTO e FROM firstline.ticket_event x WHERE x.ticket_id = NEW.id AND x.version = NEW.version;
  IF TG_OP = 'INSERT' AND (e.kind IS NULL OR e.kind NOT IN ('opened', 'imported')) THEN
    PERFORM firstline.refuse('A ticket is born by its event.');
  END IF;
  IF TG_OP = 'UPDATE' AND (e.kind IS NULL OR NEW.id <> OLD.id OR NEW.version <> OLD.version + 1
                           OR NEW.opened_at <> OLD.opened_at OR NEW.opened_by <> OLD.opened_by) THEN
    PERFORM firstline.refuse('A ticket changes only by an event.');
  END IF;
  IF firstline.is_blank(NEW.title) AND e.kind <> 'erased' AND (TG_OP = 'INSERT' OR NEW.title IS DISTINCT FROM OLD.title) THEN
    PERFORM firstline.refuse('A ticket has a title.');
  END IF;
  IF TG_OP = 'INSERT' OR ROW(NEW.impact, NEW.urgency, NEW.priority, NEW.matrix) IS DISTINCT FROM ROW(OLD.impact, OLD.urgency, OLD.priority, OLD.matrix) THEN
    SELECT m.cells::jsonb INTO cells FROM firstline.matrix m WHERE m.id = NEW.matrix;
    IF (CASE WHEN NEW.matrix IS NULL THEN NEW.source IS NULL AND coalesce(NEW.priority, NEW.impact, NEW.urgency) IS NOT NULL
            ELSE (NEW.priority IS NULL AND NEW.impact + NEW.urgency IS NOT NULL)
                 OR NEW.priority IS DISTINCT FROM (cells ->> (NEW.impact || '.' || NEW.urgency))::bigint
                 OR NOT cells ? (NEW.impact || '.1') OR NOT cells ? ('1.' || NEW.urgency) END) THEN
      PERFORM firstline.refuse('Priority follows from impact and urgency by the matrix.');
    END IF;
  END IF;
  RETURN NEW;
END
$guard$;

CREATE FUNCTION ticket_side() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  r jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  -- The arguments: the kind of event that does this, the column it names, the rule.
  IF NOT EXISTS (SELECT 1 FROM ticket t JOIN ticket_event e ON e.ticket_id = t.id AND e.version = t.version
                  WHERE t.id = (r ->> 'ticket_id')::bigint AND e.kind = TG_ARGV[0]
                    AND e.said::jsonb ->> 'relation' = r ->> 'relation' AND e.said::jsonb ->> TG_ARGV[1] = r ->> TG_ARGV[1]) THEN
    PERFORM refuse(TG_ARGV[2]);
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$guard$;

CREATE TRIGGER ticket_changes BEFORE INSERT OR UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION ticket_row();
CREATE TRIGGER ticket_is_kept BEFORE DELETE ON ticket FOR EACH ROW EXECUTE FUNCTION never('A ticket is never deleted.');
CREATE TRIGGER ticket_is_not_emptied BEFORE TRUNCATE ON ticket FOR EACH STATEMENT EXECUTE FUNCTION never('A ticket is never deleted.');
CREATE TRIGGER ticket_link_is_made BEFORE INSERT ON ticket_link FOR EACH ROW EXECUTE FUNCTION ticket_side('linked', 'other', 'A link is made by an event of its ticket.');
CREATE TRIGGER ticket_link_is_undone BEFORE DELETE ON ticket_link FOR EACH ROW EXECUTE FUNCTION ticket_side('unlinked', 'other', 'A link is undone by an event of its ticket.');
CREATE TRIGGER ticket_link_stays BEFORE UPDATE ON ticket_link FOR EACH ROW EXECUTE FUNCTION never('A link is never changed.');
CREATE TRIGGER ticket_link_is_not_emptied BEFORE TRUNCATE ON ticket_link FOR EACH STATEMENT EXECUTE FUNCTION never('A link is undone by an event of its ticket.');
CREATE TRIGGER ticket_person_joins BEFORE INSERT ON ticket_person FOR EACH ROW EXECUTE FUNCTION ticket_side('watched', 'person', 'A person joins a ticket by an event of it.');
CREATE TRIGGER ticket_person_leaves BEFORE DELETE ON ticket_person FOR EACH ROW EXECUTE FUNCTION ticket_side('unwatched', 'person', 'A person leaves a ticket by an event of it.');
CREATE TRIGGER ticket_person_stays BEFORE UPDATE ON ticket_person FOR EACH ROW EXECUTE FUNCTION never('A person beside a ticket is never changed for another.');
CREATE TRIGGER ticket_person_is_not_emptied BEFORE TRUNCATE ON ticket_person FOR EACH STATEMENT EXECUTE FUNCTION never('A person leaves a ticket by an event of it.');
