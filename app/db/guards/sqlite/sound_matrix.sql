  SELECT RAISE(ABORT, 'A matrix gives each pair of 3 to 5 levels a priority from 1 to 5.')
   WHERE (SELECT CASE WHEN NOT json_valid(m.cells) THEN true
                      WHEN json_type(m.cells) <> 'object' THEN true
                      ELSE (SELECT count(*) NOT IN (9, 16, 25) OR count(DISTINCT j.key) <> count(*)
                                OR max(j.key NOT GLOB '[1-5].[1-5]' OR j.type <> 'integer' OR j.value NOT BETWEEN 1 AND 5)
                                OR max(substr(j.key, 1, 1)) * max(substr(j.key, 3, 1)) <> count(*)
                              FROM json_each(m.cells) j) END
            FROM matrix m WHERE m.id = NEW.thing_id);
