  -- One at a time: two moves could close a circle together.
  PERFORM 1 FROM desk FOR NO KEY UPDATE;
  IF event.thing_id IN (
       WITH RECURSIVE up(above) AS (
         SELECT c.parent FROM category c WHERE c.id = event.thing_id
         UNION
         SELECT c.parent FROM up JOIN category c ON c.id = up.above)
       SELECT u.above FROM up u) THEN
    PERFORM refuse('A category does not stand below itself.');
  END IF;
