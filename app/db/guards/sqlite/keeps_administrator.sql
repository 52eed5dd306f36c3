  SELECT RAISE(ABORT, 'A desk keeps an administrator.')
   WHERE EXISTS (SELECT 1 FROM role_grant g WHERE g.role = 'administrator')
     AND NOT EXISTS (SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person
                      WHERE g.role = 'administrator' AND g.active = 1 AND p.active = 1 AND p.login IS NOT NULL);
