  -- Every event, of a ticket or of the desk's own things ({{events}}). The rules stand in lists that are
  -- gone through once for each thing looked at: looking costs more than deciding.
  SELECT CASE
    WHEN {{subject}} < 1 OR NEW.command_id < 1
      THEN RAISE(ABORT, 'An id is a positive number.')
    WHEN EXISTS (SELECT 1 FROM command c WHERE c.id = NEW.command_id)
      THEN RAISE(ABORT, 'An event belongs to a command of its own.')
    WHEN EXISTS (SELECT 1 FROM {{events}} e WHERE e.seq = NEW.seq) OR last.version >= NEW.version
      THEN RAISE(ABORT, 'An event is never replaced.')
    WHEN NEW.version IS NOT 1 + coalesce(last.version, 0)
      THEN RAISE(ABORT, 'An event is the next version of what it changes.')
    WHEN NEW.prev_hash IS NOT coalesce(last.hash, '') OR length(NEW.hash) <> 64
      THEN RAISE(ABORT, 'An event carries the hash of the one before it.')
    WHEN NOT (json_valid(NEW.was) AND json_valid(NEW.now) AND json_valid(NEW.said) AND json_valid(NEW.texts))
      THEN RAISE(ABORT, 'An event is written in JSON objects.')
    WHEN abs(NEW.recorded_at - CAST((julianday('now') - 2440587.5) * 86400000000.0 AS INTEGER)) > 60000000
      THEN RAISE(ABORT, 'An event is recorded by the clock of the database.')
    WHEN NEW.channel NOT IN ({{channels}}) OR NEW.visibility NOT IN ('public', 'internal')
      OR instr(NEW.kind || NEW.login || coalesce(NEW.cause, ''), char(31)) > 0
      THEN RAISE(ABORT, 'An event comes in by a known channel and is public or internal.')
    WHEN trim(NEW.cause, {{blanks}}) = ''
      THEN RAISE(ABORT, 'A cause names a rule, or there is none.')
    WHEN length(NEW.cause) > {{longest_line}} OR NEW.cause GLOB {{no_line}}
      THEN RAISE(ABORT, 'A line has 250 characters at most and no break, a longer text 1,000,000, and no control characters.')
    WHEN NEW.channel = 'sample' AND (SELECT kind FROM desk) <> 'sample'
      THEN RAISE(ABORT, 'Only a sample desk takes samples.')
    WHEN NEW.channel NOT IN ({{claiming}}) AND NEW.occurred_at <> max(NEW.recorded_at, coalesce(last.occurred_at, 0))
      THEN RAISE(ABORT, 'Only an offline replay, an import or a sample says when something happened.')
    WHEN NEW.occurred_at < {{earliest}}
      THEN RAISE(ABORT, 'Nothing at a desk happened before the year 2000.')
    WHEN (NEW.kind <> 'recorded' AND NEW.occurred_at < last.occurred_at) OR NEW.occurred_at > max(NEW.recorded_at, coalesce(last.occurred_at, 0))
      THEN RAISE(ABORT, 'An event happens after the one before it and before it is recorded.')
    WHEN NEW.channel = 'offline' AND NEW.occurred_at < NEW.recorded_at - {{oldest_replay}}
      THEN RAISE(ABORT, 'An offline replay is of the last 90 days.')
    END
    FROM (SELECT 1)
    LEFT JOIN (SELECT e.version, e.hash, e.occurred_at FROM {{events}} e
                WHERE {{same_subject}} ORDER BY e.version DESC LIMIT 1) last;
  SELECT RAISE(ABORT, 'An event is written in JSON objects.')
   WHERE json_type(NEW.was) <> 'object' OR json_type(NEW.now) <> 'object'
      OR json_type(NEW.said) <> 'object' OR json_type(NEW.texts) <> 'object';
  SELECT RAISE(ABORT, 'A name in an event is lower-case letters, digits, dots and underscores, and stands once.')
   WHERE EXISTS (SELECT 1 FROM json_each(NEW.now) j, json_each(NEW.now) o WHERE o.id < j.id AND o.key = j.key);
  SELECT RAISE(ABORT, 'An event says of each change what was before.')
   WHERE CASE WHEN {{is_birth}} THEN NEW.was <> '{}'
              ELSE (SELECT count(*) FROM json_each(NEW.now)) <> (SELECT count(*) FROM json_each(NEW.was)) END;
  SELECT CASE
    WHEN j.key GLOB '*[^a-z0-9_.]*'
      THEN RAISE(ABORT, 'A name in an event is lower-case letters, digits, dots and underscores, and stands once.')
    WHEN j.type NOT IN ('text', 'integer', 'null')
      THEN RAISE(ABORT, 'A value in an event is a text, a whole number or nothing.')
    WHEN NOT ({{is_birth}}) AND json_type(NEW.was, '$."' || j.key || '"') IS NULL
      THEN RAISE(ABORT, 'An event says of each change what was before.')
    WHEN j.key NOT IN ({{columns}}) AND j.key NOT GLOB '{{own_fields}}'
      THEN RAISE(ABORT, 'An event changes only columns there are.')
    WHEN j.key IN ({{texts}}) AND j.type <> 'null' AND json_type(NEW.texts, '$."' || j.key || '"') IS NULL
      THEN RAISE(ABORT, 'A text in an event stands beside its digest.')
    WHEN j.type <> 'null'
      AND CASE WHEN j.key IN ({{words}}) THEN j.type <> 'text' OR {{other_word}}
               WHEN j.key GLOB '{{own_fields}}' THEN 0
               WHEN j.key IN ({{flags}}) THEN j.type <> 'integer' OR j.value NOT IN (0, 1)
               ELSE j.type <> 'integer' OR {{out_of_range}} END
      THEN RAISE(ABORT, 'A value fits its field.')
    WHEN j.type = 'text'
      AND CASE WHEN j.key IN ({{lines}}) THEN length(j.value) > {{longest_line}} OR j.value GLOB {{no_line}}
               ELSE length(j.value) > {{longest_text}} OR j.value GLOB {{no_text}} END
      THEN RAISE(ABORT, 'A line has 250 characters at most and no break, a longer text 1,000,000, and no control characters.')
    WHEN j.type <> 'null' AND {{unknown_reference}}
      THEN RAISE(ABORT, 'An event names only what the desk has.')
    WHEN t.id IS NOT NULL AND json_extract(NEW.was, '$."' || j.key || '"') IS NOT {{held}}
      THEN RAISE(ABORT, 'An event starts from what the record holds.')
    WHEN j.type <> 'null' AND NEW.kind <> 'imported' AND j.value IS NOT json_extract(NEW.was, '$."' || j.key || '"') AND {{retired_reference}}
      THEN RAISE(ABORT, 'An event names only what is in use.')
    {{more_rules}}
    END
    FROM json_each(NEW.now) j LEFT JOIN {{record}} t ON t.id = {{subject}};
  SELECT CASE
    WHEN j.key GLOB '*[^a-z0-9_.]*' OR EXISTS (SELECT 1 FROM json_each(NEW.said) o WHERE o.id < j.id AND o.key = j.key)
      THEN RAISE(ABORT, 'A name in an event is lower-case letters, digits, dots and underscores, and stands once.')
    WHEN j.type NOT IN ('text', 'integer', 'null')
      THEN RAISE(ABORT, 'A value in an event is a text, a whole number or nothing.')
    END
    FROM json_each(NEW.said) j WHERE NEW.said <> '{}';
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM json_each(NEW.texts) o WHERE o.id < j.id AND o.key = j.key)
      THEN RAISE(ABORT, 'A name in an event is lower-case letters, digits, dots and underscores, and stands once.')
    WHEN j.key <> 'salt'
      AND (j.type <> 'text'
        OR coalesce(json_extract(NEW.now, '$."' || j.key || '"'), json_extract(NEW.said, '$."' || j.key || '"'), '') NOT GLOB 'sha256:*')
      THEN RAISE(ABORT, 'A text in an event stands beside its digest.')
    WHEN j.key NOT IN ('salt', {{texts}}) AND j.key NOT GLOB '{{own_fields}}' AND json_type(NEW.now, '$."' || j.key || '"') IS NOT NULL
      THEN RAISE(ABORT, 'What is no text stands in an event as it is.')
    WHEN instr(j.value, char(0)) > 0
      OR CASE WHEN j.key IN ({{lines}}) THEN length(j.value) > {{longest_line}} OR j.value GLOB {{no_line}}
              ELSE length(j.value) > {{longest_text}} OR j.value GLOB {{no_text}} END
      THEN RAISE(ABORT, 'A line has 250 characters at most and no break, a longer text 1,000,000, and no control characters.')
    END
    FROM json_each(NEW.texts) j WHERE NEW.texts <> '{}';
  -- Names in their order, each value in its one spelling. An ORDER BY would cost more than looking twice.
  SELECT RAISE(ABORT, 'An event is written in canonical JSON.')
   WHERE (NEW.was <> '{}'
        AND (NEW.was IS NOT (SELECT json_group_object(j.key, j.value) FROM json_each(NEW.was) j)
          OR EXISTS (SELECT 1 FROM json_each(NEW.was) j, json_each(NEW.was) o WHERE o.id < j.id AND o.key > j.key)))
      OR (NEW.now <> '{}'
        AND (NEW.now IS NOT (SELECT json_group_object(j.key, j.value) FROM json_each(NEW.now) j)
          OR EXISTS (SELECT 1 FROM json_each(NEW.now) j, json_each(NEW.now) o WHERE o.id < j.id AND o.key > j.key)))
      OR (NEW.said <> '{}'
        AND (NEW.said IS NOT (SELECT json_group_object(j.key, j.value) FROM json_each(NEW.said) j)
          OR EXISTS (SELECT 1 FROM json_each(NEW.said) j, json_each(NEW.said) o WHERE o.id < j.id AND o.key > j.key)))
      OR (NEW.texts <> '{}'
        AND (NEW.texts IS NOT (SELECT json_group_object(j.key, j.value) FROM json_each(NEW.texts) j)
          OR EXISTS (SELECT 1 FROM json_each(NEW.texts) j, json_each(NEW.texts) o WHERE o.id < j.id AND o.key > j.key)));
  SELECT RAISE(ABORT, 'Words stand beside a salt of 32 hexadecimal digits, and a salt beside words.')
   WHERE NEW.texts <> '{}'
     AND (json_type(NEW.texts, '$.salt') IS NOT 'text' OR json_extract(NEW.texts, '$.salt') GLOB '*[^0-9a-f]*'
       OR length(json_extract(NEW.texts, '$.salt')) <> 32 OR (SELECT count(*) FROM json_each(NEW.texts)) = 1);
