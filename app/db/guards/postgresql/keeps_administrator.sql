  -- One at a time: two administrators could retire each other. An advisory lock anybody could hold for ever.
  PERFORM 1 FROM desk FOR NO KEY UPDATE;
  IF has_administrator() AND NOT EXISTS (
       SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person
        WHERE g.role = 'administrator' AND g.active = 1 AND p.active = 1 AND p.login IS NOT NULL) THEN
    PERFORM refuse('A desk keeps an administrator.');
  END IF;
