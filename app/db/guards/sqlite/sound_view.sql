  SELECT RAISE(ABORT, 'A view has the ticket among its columns, at most {{most_columns}}, and none twice.')
   WHERE (SELECT count(*) > {{most_columns}} OR count(DISTINCT j.value) <> count(*) OR max(j.value NOT IN ({{view_columns}}))
              OR NOT max(j.value = 'ticket')
            FROM saved_view t, json_each('["' || replace(replace(replace(t.columns, '"', '?'), char(92), '?'), ' ', '","') || '"]') j
           WHERE t.id = NEW.thing_id);
