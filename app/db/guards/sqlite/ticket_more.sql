WHEN j.key GLOB 'fields.*'
      AND j.key NOT IN (SELECT json_extract(f.value, '$.name') FROM workflow_version v, json_each(v.definition, '$.fields') f
                         WHERE v.id = coalesce(t.workflow_version, json_extract(NEW.now, '$.workflow_version')))
      THEN RAISE(ABORT, 'A field of its own stands in the workflow of the ticket.')
    WHEN t.id IS NOT NULL
      AND trim(coalesce(CASE WHEN j.value GLOB 'sha256:*' THEN json_extract(NEW.texts, '$."' || j.key || '"') ELSE j.value END, ''), {{blanks}}) = ''
      AND EXISTS (SELECT 1 FROM transition_need n JOIN ticket_event e ON e.ticket_id = t.id AND e.kind = n.transition
                   WHERE n.workflow_version = t.workflow_version AND n.kind = 'field' AND n.argument = j.key)
      THEN RAISE(ABORT, 'What a passed transition required is never emptied.')
