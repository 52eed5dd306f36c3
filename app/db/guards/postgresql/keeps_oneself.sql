  IF (event.actor = event.thing_id OR t.login = session_user)
     AND ((changes ->> 'active')::int = 0 OR (changes ? 'login' AND t.login IS NOT NULL)) THEN
    PERFORM refuse('Nobody shuts themselves out of the desk.');
  END IF;
