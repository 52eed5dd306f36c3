  -- The first administrator is made by nobody else.
  SELECT RAISE(ABORT, 'Only an administrator changes the desk itself.')
   WHERE EXISTS (SELECT 1 FROM role_grant g WHERE g.role = 'administrator')
     AND NOT EXISTS (SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person
                      WHERE g.person = NEW.actor AND g.active = 1 AND p.active = 1 AND g.role = 'administrator');
