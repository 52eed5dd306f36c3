  -- Whose it was decides; only an administrator gives it to somebody else.
  SELECT RAISE(ABORT, '{{label}}: its owner changes it, who leads its team, or an administrator.')
   WHERE NOT EXISTS (SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person LEFT JOIN {{thing}} t ON t.id = NEW.thing_id
                      WHERE g.person = NEW.actor AND g.active = 1 AND p.active = 1
                        AND (g.role = 'administrator'
                          OR (coalesce(json_extract(NEW.now, '$.owner'), t.owner) IS coalesce(t.owner, json_extract(NEW.now, '$.owner'))
                            AND ((g.role IN ({{staff}}) AND coalesce(t.owner, json_extract(NEW.now, '$.owner')) = NEW.actor)
                              OR (g.role = 'lead' AND t.team IS NOT NULL AND coalesce(g.team, t.team) = t.team)))));
  SELECT RAISE(ABORT, '{{label}}: it is shared with a team by who is in it or leads it.')
   WHERE json_extract(NEW.now, '$.team') IS NOT json_extract(NEW.was, '$.team')
     AND json_extract(NEW.now, '$.team') IS NOT NULL
     AND NOT EXISTS (SELECT 1 FROM membership m
                      WHERE m.person = NEW.actor AND m.team = json_extract(NEW.now, '$.team') AND m.active = 1)
     AND NOT EXISTS (SELECT 1 FROM role_grant g
                      WHERE g.person = NEW.actor AND g.active = 1
                        AND (g.role = 'administrator'
                          OR (g.role = 'lead' AND coalesce(g.team, json_extract(NEW.now, '$.team')) = json_extract(NEW.now, '$.team'))));
