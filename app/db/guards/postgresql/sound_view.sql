  IF (SELECT count(*) > {{most_columns}} OR count(DISTINCT j.name) <> count(*) OR bool_or(j.name NOT IN ({{view_columns}}))
          OR NOT bool_or(j.name = 'ticket')
        FROM saved_view x, unnest(string_to_array(x.columns, ' ')) j(name)
       WHERE x.id = event.thing_id) THEN
    PERFORM refuse('A view has the ticket among its columns, at most {{most_columns}}, and none twice.');
  END IF;
