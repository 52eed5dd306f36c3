  IF has_administrator() AND NOT EXISTS (
       SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person
        WHERE g.person = event.actor AND g.active = 1 AND p.active = 1 AND g.role = 'administrator') THEN
    PERFORM refuse('Only an administrator changes the desk itself.');
  END IF;
