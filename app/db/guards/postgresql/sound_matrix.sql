  IF (SELECT CASE WHEN jsonb_typeof(as_json(m.cells)) <> 'object' THEN true
                  ELSE (SELECT count(*) NOT IN (9, 16, 25)
                            OR bool_or(j.key !~ '^[1-5]\.[1-5]$' OR j.value::text !~ '^[1-5]$')
                            OR max(left(j.key, 1)) || max(substr(j.key, 3)) || count(*) NOT IN ('339', '4416', '5525')
                          FROM jsonb_each(as_json(m.cells)) j) END
        FROM matrix m WHERE m.id = event.thing_id) THEN
    PERFORM refuse('A matrix gives each pair of 3 to 5 levels a priority from 1 to 5.');
  END IF;
