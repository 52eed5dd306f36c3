    WHEN j.key IN ({{words}})
      AND trim(CASE WHEN j.key IN ({{texts}}) THEN json_extract(NEW.texts, '$."' || j.key || '"') ELSE j.value END, {{blanks}}) = ''
      THEN RAISE(ABORT, 'A text of a record shows something, or there is none.')
