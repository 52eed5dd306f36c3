  SELECT RAISE(ABORT, 'A category does not stand below itself.')
   WHERE EXISTS (SELECT 1 FROM category_above a WHERE a.id = NEW.thing_id AND a.above = NEW.thing_id);
