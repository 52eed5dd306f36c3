  IF event.version > 1 THEN
    PERFORM refuse('{{label}}: once published it is never changed.');
  END IF;
