  -- Every event, of a ticket or of the desk's own things ({{events}}).
  SELECT RAISE(ABORT, 'An event is never replaced.')
   WHERE EXISTS (SELECT 1 FROM {{events}} e WHERE e.seq = NEW.seq)
      OR EXISTS (SELECT 1 FROM {{events}} e WHERE {{same_subject}} AND e.version = NEW.version);
  SELECT RAISE(ABORT, 'An event is the next version of what it changes.')
   WHERE NEW.version IS NOT 1 + (SELECT coalesce(max(e.version), 0) FROM {{events}} e WHERE {{same_subject}});
  SELECT RAISE(ABORT, 'An event carries the hash of the one before it.')
   WHERE NEW.prev_hash IS NOT coalesce(
           (SELECT e.hash FROM {{events}} e WHERE {{same_subject}} AND e.version = NEW.version - 1), '')
      OR length(NEW.hash) <> 64;
  SELECT RAISE(ABORT, 'An event is written in JSON objects.')
   WHERE NOT (json_valid(NEW.was) AND json_valid(NEW.now) AND json_valid(NEW.said) AND json_valid(NEW.texts));
  SELECT RAISE(ABORT, 'An event is written in JSON objects.')
   WHERE json_type(NEW.was) <> 'object' OR json_type(NEW.now) <> 'object'
      OR json_type(NEW.said) <> 'object' OR json_type(NEW.texts) <> 'object';
  SELECT RAISE(ABORT, 'A name in an event is lower-case letters, digits, dots and underscores, and stands once.')
   WHERE EXISTS (SELECT 1 FROM json_each(NEW.now) j WHERE j.key GLOB '*[^a-z0-9_.]*')
      OR EXISTS (SELECT 1 FROM json_each(NEW.said) j WHERE j.key GLOB '*[^a-z0-9_.]*')
      OR EXISTS (SELECT 1 FROM json_each(NEW.now) j GROUP BY j.key HAVING count(*) > 1)
      OR EXISTS (SELECT 1 FROM json_each(NEW.said) j GROUP BY j.key HAVING count(*) > 1)
      OR EXISTS (SELECT 1 FROM json_each(NEW.texts) j GROUP BY j.key HAVING count(*) > 1);
  SELECT RAISE(ABORT, 'A value in an event is a text, a whole number or nothing.')
   WHERE EXISTS (SELECT 1 FROM json_each(NEW.now) j WHERE j.type NOT IN ('text', 'integer', 'null'))
      OR EXISTS (SELECT 1 FROM json_each(NEW.said) j WHERE j.type NOT IN ('text', 'integer', 'null'));
  SELECT RAISE(ABORT, 'An event says of each change what was before.')
   WHERE (SELECT count(*) FROM json_each(NEW.was)) <> CASE WHEN {{is_birth}} THEN 0 ELSE (SELECT count(*) FROM json_each(NEW.now)) END
      OR EXISTS (SELECT j.key FROM json_each(NEW.was) j EXCEPT SELECT j.key FROM json_each(NEW.now) j);
  SELECT RAISE(ABORT, 'A text in an event stands beside its digest.')
   WHERE EXISTS (SELECT 1 FROM json_each(NEW.texts) j
                  WHERE j.key <> 'salt'
                    AND (j.type <> 'text'
                      OR coalesce(json_extract(NEW.now, '$."' || j.key || '"'),
                                  json_extract(NEW.said, '$."' || j.key || '"'), '') NOT GLOB 'sha256:*'))
      OR EXISTS (SELECT 1 FROM json_each(NEW.now) j
                  WHERE j.key IN ({{texts}}) AND j.type <> 'null'
                    AND json_type(NEW.texts, '$."' || j.key || '"') IS NULL);
  SELECT RAISE(ABORT, 'An event is recorded by the clock of the database.')
   WHERE abs(NEW.recorded_at - CAST((julianday('now') - 2440587.5) * 86400000000.0 AS INTEGER)) > 60000000;
  SELECT RAISE(ABORT, 'An event comes in by a known channel and is public or internal.')
   WHERE NEW.channel NOT IN ({{channels}}) OR NEW.visibility NOT IN ('public', 'internal')
      OR instr(NEW.kind || NEW.login || coalesce(NEW.cause, ''), char(31)) > 0;
  SELECT RAISE(ABORT, 'Only a sample desk takes samples.')
   WHERE NEW.channel = 'sample' AND (SELECT kind FROM desk) <> 'sample';
  SELECT RAISE(ABORT, 'Only an offline replay, an import or a sample says when something happened.')
   WHERE NEW.occurred_at <> NEW.recorded_at AND NEW.channel NOT IN ({{claiming}})
     AND NEW.occurred_at IS NOT
         (SELECT e.occurred_at FROM {{events}} e WHERE {{same_subject}} AND e.version = NEW.version - 1);
  SELECT RAISE(ABORT, 'An event happens after the one before it and before it is recorded.')
   WHERE NEW.kind <> 'recorded'
     AND (NEW.occurred_at < (SELECT e.occurred_at FROM {{events}} e
                              WHERE {{same_subject}} AND e.version = NEW.version - 1)
       OR NEW.occurred_at > max(NEW.recorded_at,
            coalesce((SELECT e.occurred_at FROM {{events}} e
                       WHERE {{same_subject}} AND e.version = NEW.version - 1), 0)));
  SELECT RAISE(ABORT, 'An event changes only columns there are.')
   WHERE EXISTS (SELECT 1 FROM json_each(NEW.now) j WHERE j.key NOT IN ({{columns}}) AND j.key NOT GLOB '{{own_fields}}');
  SELECT RAISE(ABORT, 'An event names only what the desk has.')
   WHERE {{unknown_reference}};
