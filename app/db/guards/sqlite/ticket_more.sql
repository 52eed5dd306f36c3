WHEN NEW.channel = 'counter'
      AND CASE WHEN t.id IS NULL THEN j.key NOT IN ({{counter_columns}})
               WHEN NEW.kind IN ({{kinds}}) THEN 0
               ELSE j.key <> 'step'
                AND NOT EXISTS (SELECT 1 FROM transition_need n WHERE n.workflow_version = t.workflow_version
                                   AND n.transition = NEW.kind AND n.kind = 'field' AND n.argument = j.key) END
      THEN RAISE(ABORT, 'The counter sets what its form asks, and what a transition needs.')
    WHEN j.key GLOB 'fields.*'
      AND NOT EXISTS (SELECT 1 FROM workflow_version v, json_each(v.definition, '$.fields') f
                       WHERE v.id = coalesce(t.workflow_version, json_extract(NEW.now, '$.workflow_version'))
                         AND json_extract(f.value, '$.name') = j.key)
      THEN RAISE(ABORT, 'A field of its own stands in the workflow of the ticket.')
    WHEN j.key GLOB 'fields.*' AND j.type <> 'null'
      AND (SELECT CASE json_extract(f.value, '$.kind')
                  WHEN 'text' THEN j.type <> 'text'
                  WHEN 'word' THEN j.type <> 'text'
                    OR (json_array_length(f.value, '$.choices') > 0
                      AND NOT EXISTS (SELECT 1 FROM json_each(f.value, '$.choices') c WHERE c.value = j.value))
                  WHEN 'flag' THEN j.type <> 'integer' OR j.value NOT IN (0, 1)
                  ELSE j.type <> 'integer' OR j.value < 0 END
             FROM workflow_version v, json_each(v.definition, '$.fields') f
            WHERE v.id = coalesce(t.workflow_version, json_extract(NEW.now, '$.workflow_version'))
              AND json_extract(f.value, '$.name') = j.key)
      THEN RAISE(ABORT, 'A value fits its field.')
    WHEN j.key GLOB 'fields.*' AND j.type <> 'null'
      AND (SELECT json_extract(f.value, '$.kind') = 'text' AND json_type(NEW.texts, '$."' || j.key || '"') IS NULL
             FROM workflow_version v, json_each(v.definition, '$.fields') f
            WHERE v.id = coalesce(t.workflow_version, json_extract(NEW.now, '$.workflow_version'))
              AND json_extract(f.value, '$.name') = j.key)
      THEN RAISE(ABORT, 'A text in an event stands beside its digest.')
    WHEN j.key GLOB 'fields.*' AND json_type(NEW.texts, '$."' || j.key || '"') IS NOT NULL
      AND (SELECT json_extract(f.value, '$.kind') <> 'text'
             FROM workflow_version v, json_each(v.definition, '$.fields') f
            WHERE v.id = coalesce(t.workflow_version, json_extract(NEW.now, '$.workflow_version'))
              AND json_extract(f.value, '$.name') = j.key)
      THEN RAISE(ABORT, 'What is no text stands in an event as it is.')
    WHEN j.key = 'assignee' AND NEW.kind <> 'imported' AND j.value IS NOT json_extract(NEW.was, '$.assignee') AND j.type <> 'null'
      AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person = j.value AND g.active = 1 AND g.role IN ({{staff}}))
      THEN RAISE(ABORT, 'Only the staff is assigned tickets.')
    WHEN t.id IS NOT NULL
      AND trim(coalesce(CASE WHEN j.value GLOB 'sha256:*' THEN json_extract(NEW.texts, '$."' || j.key || '"') ELSE j.value END, ''), {{blanks}}) = ''
      AND EXISTS (SELECT 1 FROM transition_need n JOIN ticket_event e ON e.ticket_id = t.id AND e.kind = n.transition
                   WHERE n.workflow_version = t.workflow_version AND n.kind = 'field' AND n.argument = j.key)
      THEN RAISE(ABORT, 'What a passed transition required is never emptied.')
