  SELECT RAISE(ABORT, 'A canned text has one word for a name.')
   WHERE (SELECT t.name GLOB '*[/' || {{blanks}} || ']*' FROM canned_text t WHERE t.id = NEW.thing_id);
