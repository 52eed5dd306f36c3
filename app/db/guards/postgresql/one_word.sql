  IF n.name ~ ('[/' || {{blanks}} || ']') THEN
    PERFORM refuse('A canned text has one word for a name.');
  END IF;
