  -- Whose it was decides; only an administrator gives it to somebody else.
  IF NOT EXISTS (
       SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person
        WHERE g.person = event.actor AND g.active = 1 AND p.active = 1
          AND (g.role = 'administrator'
            OR (coalesce((changes ->> 'owner')::bigint, t.owner) = coalesce(t.owner, (changes ->> 'owner')::bigint)
              AND ((g.role IN ({{staff}}) AND coalesce(t.owner, (changes ->> 'owner')::bigint) = event.actor)
                OR (g.role = 'lead' AND coalesce(g.team, t.team) = t.team))))) THEN
    PERFORM refuse('{{label}}: its owner changes it, who leads its team, or an administrator.');
  END IF;
  IF changes ->> 'team' IS NOT NULL AND changes ->> 'team' IS DISTINCT FROM was ->> 'team'
     AND NOT EXISTS (SELECT 1 FROM membership m
                      WHERE m.person = event.actor AND m.team = (changes ->> 'team')::bigint AND m.active = 1)
     AND NOT EXISTS (SELECT 1 FROM role_grant g
                      WHERE g.person = event.actor AND g.active = 1
                        AND (g.role = 'administrator'
                          OR (g.role = 'lead' AND coalesce(g.team, (changes ->> 'team')::bigint) = (changes ->> 'team')::bigint))) THEN
    PERFORM refuse('{{label}}: it is shared with a team by who is in it or leads it.');
  END IF;
