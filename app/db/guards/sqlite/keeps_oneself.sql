  -- The login is that of the computer: whoever gives up theirs does not find the door again.
  SELECT RAISE(ABORT, 'Nobody shuts themselves out of the desk.')
   WHERE NEW.actor = NEW.thing_id
     AND (json_extract(NEW.now, '$.active') = 0
          OR (json_type(NEW.now, '$.login') IS NOT NULL AND json_type(NEW.was, '$.login') = 'text'));
