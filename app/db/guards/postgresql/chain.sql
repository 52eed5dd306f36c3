-- The same bytes in the same order as app.domain.events.link.
CREATE FUNCTION event_hash(prev_hash text, stream text, subject bigint, version bigint, command_id bigint, kind text, actor bigint, on_behalf_of bigint, cause text, channel text, visibility text, login text, recorded_at bigint, occurred_at bigint, was text, "now" text, said text) RETURNS text LANGUAGE sql STABLE AS $guard$
SELECT encode(sha256(convert_to(
         prev_hash || E'\x1f' || stream || E'\x1f' || subject || E'\x1f' || version || E'\x1f' || command_id || E'\x1f' ||
         kind || E'\x1f' || actor || E'\x1f' || coalesce(on_behalf_of::text, '') || E'\x1f' || coalesce(cause, '') || E'\x1f' ||
         channel || E'\x1f' || visibility || E'\x1f' || login || E'\x1f' || recorded_at || E'\x1f' || occurred_at || E'\x1f' ||
         was || E'\x1f' || "now" || E'\x1f' || said, 'UTF8')), 'hex')
$guard$;

CREATE FUNCTION text_digest(salt text, key text, words text) RETURNS text LANGUAGE sql STABLE AS $guard$
SELECT 'sha256:' || encode(sha256(convert_to(salt || E'\x1f' || key || E'\x1f' || words, 'UTF8')), 'hex')
$guard$;

CREATE FUNCTION is_blank(value text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $guard$
SELECT btrim(coalesce(value, ''), {{blanks}}) = ''
$guard$;

-- The functions called …_fault give the sentence of a rule that is broken, or nothing. PL/pgSQL sets up each part of
-- each expression anew in every transaction that reaches it: what cannot apply to an event is passed over by a short
-- one, and rules that are looked at together stand in one. Functions that guards call have no rights and no search path
-- of their own: they run with those of the guard.
CREATE FUNCTION length_fault(key text, words text) RETURNS text LANGUAGE sql IMMUTABLE AS $guard$
SELECT CASE WHEN CASE WHEN key IN ({{lines}}) THEN length(words) > {{longest_line}} OR words ~ {{no_line}}
                      ELSE length(words) > {{longest_text}} OR words ~ {{no_text}} END
            THEN 'A line has 250 characters at most and no break, a longer text 1,000,000, and no control characters.' END
$guard$;

CREATE FUNCTION is_object(part text) RETURNS boolean LANGUAGE sql STABLE AS $guard$
SELECT part = '{}' OR CASE WHEN pg_input_is_valid(part, 'jsonb') THEN jsonb_typeof(part::jsonb) = 'object' ELSE false END
$guard$;

-- The words of an event, each checked against its digest in the hashed part.
CREATE FUNCTION words_fault(texts text, changes jsonb, said jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $guard$
DECLARE
  k text; v text; fault text; salt text; last text := ''; spelled text := '';
BEGIN
  IF NOT is_object(texts) THEN
    RETURN 'An event is written in JSON objects.';
  END IF;
  salt := coalesce(texts::json ->> 'salt', '');
  FOR k, v IN SELECT j.key, j.value FROM json_each_text(texts::json) j LOOP
    fault := CASE
      WHEN k = last THEN 'A name in an event is lower-case letters, digits, dots and underscores, and stands once.'
      WHEN k <> 'salt' AND text_digest(salt, k, v) IS DISTINCT FROM coalesce(changes ->> k, said ->> k)
        THEN 'A text in an event stands beside its digest.'
      ELSE length_fault(k, v) END;
    IF fault IS NOT NULL THEN
      RETURN fault;
    END IF;
    spelled := CASE WHEN k > last COLLATE "C" THEN spelled || ',' || to_json(k)::text || ':' || to_json(v)::text END;
    last := k;
  END LOOP;
  RETURN CASE
    WHEN texts IS DISTINCT FROM '{' || substr(spelled, 2) || '}' THEN 'An event is written in canonical JSON.'
    WHEN salt !~ '^[0-9a-f]{32}$' OR texts = '{"salt":"' || salt || '"}'
      THEN 'Words stand beside a salt of 32 hexadecimal digits, and a salt beside words.' END;
END
$guard$;

-- The names and values of one hashed part of an event, written in their order and each in its one spelling; and what
-- was before, of the same names, where that is asked.
CREATE FUNCTION values_fault(part text, before text, asks_before boolean) RETURNS text LANGUAGE plpgsql STABLE AS $guard$
DECLARE
  k text; v json; plain text; fault text; was jsonb; last text := ''; spelled text := ''; spelled_before text := '';
BEGIN
  IF NOT (is_object(part) AND is_object(before)) THEN
    RETURN 'An event is written in JSON objects.';
  END IF;
  was := before;
  FOR k, v, plain IN SELECT j.key, j.value, j.value #>> '{}' FROM json_each(part::json) j LOOP
    fault := CASE
      WHEN k ~ '[^a-z0-9_.]' OR k = last
        THEN 'A name in an event is lower-case letters, digits, dots and underscores, and stands once.'
      ELSE CASE json_typeof(v) WHEN 'string' THEN length_fault(k, plain) WHEN 'null' THEN NULL
                               WHEN 'number' THEN CASE WHEN plain ~ '[.eE]' THEN 'A value in an event is a text, a whole number or nothing.' END
                               ELSE 'A value in an event is a text, a whole number or nothing.' END END;
    IF fault IS NOT NULL THEN
      RETURN fault;
    END IF;
    spelled := CASE WHEN k > last COLLATE "C" THEN spelled || ',"' || k || '":' || v::jsonb::text END;
    last := k;
    spelled_before := spelled_before || ',"' || k || '":' || (was -> k)::text;
  END LOOP;
  IF part IS DISTINCT FROM '{' || substr(spelled, 2) || '}' THEN
    RETURN 'An event is written in canonical JSON.';
  END IF;
  IF asks_before AND before IS DISTINCT FROM '{' || substr(spelled_before, 2) || '}' THEN
    RETURN CASE WHEN ARRAY(SELECT jsonb_object_keys(was)) = ARRAY(SELECT jsonb_object_keys(part::jsonb))
                THEN 'An event is written in canonical JSON.' ELSE 'An event says of each change what was before.' END;
  END IF;
  RETURN NULL;
END
$guard$;

-- The four parts are JSON objects in their one spelling; what changes says what was before, and only that.
CREATE FUNCTION shape_fault(was text, changes text, said text, texts text, is_birth boolean) RETURNS text LANGUAGE sql STABLE AS $guard$
SELECT coalesce(
  CASE WHEN changes <> '{}' THEN values_fault(changes, CASE WHEN is_birth THEN '{}' ELSE was END, NOT is_birth) END,
  CASE WHEN was <> '{}' AND (is_birth OR changes = '{}') THEN 'An event says of each change what was before.' END,
  CASE WHEN said <> '{}' THEN values_fault(said, '{}', false) END,
  CASE WHEN texts <> '{}' THEN words_fault(texts, changes::jsonb, said::jsonb) END)
$guard$;

-- Who; the same for tickets and for the desk's own things. True for whoever works here: the counter is asked more.
CREATE FUNCTION event_author(actor bigint, channel text) RETURNS boolean LANGUAGE plpgsql STABLE AS $guard$
DECLARE
  is_at_work boolean;
BEGIN
  -- A transaction that sees an older state would be held to the rights of then.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM refuse('What is written is decided on what holds now, in a READ COMMITTED transaction.');
  END IF;
  SELECT EXISTS (SELECT 1 FROM role_grant g WHERE g.person = p.id AND g.active = 1 AND g.role <> 'counter') INTO is_at_work
    FROM person p WHERE p.id = actor AND p.login = session_user AND p.active = 1;
  IF NOT FOUND THEN
    IF NOT (channel = 'sample' AND is_administrator()) AND has_administrator() THEN
      PERFORM refuse('The actor of an event is the person whose login it is.');
    END IF;
    RETURN true;
  END IF;
  RETURN is_at_work;
END
$guard$;

-- Where in the chain.
CREATE FUNCTION chain_fault(subject bigint, version bigint, command_id bigint, last_hash text) RETURNS text LANGUAGE sql IMMUTABLE AS $guard$
SELECT CASE
  WHEN last_hash IS NULL AND version <> 1 THEN 'An event is the next version of what it changes.'
  WHEN subject < 1 OR command_id < 1 THEN 'An id is a positive number.' END
$guard$;

-- By which way, and when.
CREATE FUNCTION source_fault(kind text, channel text, visibility text, cause text, recorded_at bigint, occurred_at bigint, before_at bigint) RETURNS text LANGUAGE plpgsql STABLE AS $guard$
DECLARE
  fault text;
BEGIN
  IF channel = 'sample' THEN
    IF (SELECT d.kind FROM desk d) <> 'sample' THEN
      RETURN 'Only a sample desk takes samples.';
    END IF;
  END IF;
  fault := CASE
    WHEN channel NOT IN ({{channels}}) OR visibility NOT IN ('public', 'internal') OR strpos(kind || coalesce(cause, ''), E'\x1f') > 0
      THEN 'An event comes in by a known channel and is public or internal.'
    WHEN channel NOT IN ({{claiming}}) AND occurred_at <> greatest(recorded_at, before_at)
      THEN 'Only an offline replay, an import or a sample says when something happened.'
    WHEN occurred_at < {{earliest}} THEN 'Nothing at a desk happened before the year 2000.'
    WHEN kind <> 'recorded' AND occurred_at < before_at OR occurred_at > greatest(recorded_at, before_at)
      THEN 'An event happens after the one before it and before it is recorded.'
    WHEN channel = 'offline' AND occurred_at < recorded_at - {{oldest_replay}} THEN 'An offline replay is of the last 90 days.' END;
  IF cause IS NOT NULL THEN
    fault := coalesce(fault, CASE WHEN is_blank(cause) THEN 'A cause names a rule, or there is none.' END, length_fault('name', cause));
  END IF;
  RETURN fault;
END
$guard$;

-- Asked once the event has its place in the chain: a repeat under way at the same time meets the other one there.
CREATE FUNCTION is_done(command_id bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $guard$
BEGIN
  RETURN EXISTS (SELECT 1 FROM command c WHERE c.id = command_id);
END
$guard$;

CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'check_violation';
END
$guard$;
