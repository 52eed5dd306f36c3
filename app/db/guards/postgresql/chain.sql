-- The same bytes in the same order as app.domain.events.link.
CREATE FUNCTION event_hash(prev_hash text, stream text, subject bigint, version bigint, command_id bigint, kind text, actor bigint, on_behalf_of bigint, cause text, channel text, visibility text, login text, recorded_at bigint, occurred_at bigint, was text, "now" text, said text) RETURNS text LANGUAGE sql IMMUTABLE AS $guard$
SELECT encode(sha256(convert_to(
         prev_hash || E'\x1f' || stream || E'\x1f' || subject || E'\x1f' || version || E'\x1f' || command_id || E'\x1f' ||
         kind || E'\x1f' || actor || E'\x1f' || coalesce(on_behalf_of::text, '') || E'\x1f' || coalesce(cause, '') || E'\x1f' ||
         channel || E'\x1f' || visibility || E'\x1f' || login || E'\x1f' || recorded_at || E'\x1f' || occurred_at || E'\x1f' ||
         was || E'\x1f' || "now" || E'\x1f' || said, 'UTF8')), 'hex')
$guard$;

CREATE FUNCTION text_digest(salt text, key text, words text) RETURNS text LANGUAGE sql IMMUTABLE AS $guard$
SELECT 'sha256:' || encode(sha256(convert_to(salt || E'\x1f' || key || E'\x1f' || words, 'UTF8')), 'hex')
$guard$;

CREATE FUNCTION is_blank(value text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $guard$
SELECT btrim(coalesce(value, ''), {{blanks}}) = ''
$guard$;

CREATE FUNCTION require_short(key text, words text) RETURNS void LANGUAGE plpgsql IMMUTABLE SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  IF (CASE WHEN key IN ({{lines}}) THEN length(words) > {{longest_line}} OR words ~ {{no_line}}
          ELSE length(words) > {{longest_text}} OR words ~ {{no_text}} END) THEN
    PERFORM refuse('A line has 250 characters at most and no break, a longer text 1,000,000, and no control characters.');
  END IF;
END
$guard$;

-- The words of an event, each checked against its digest in the hashed part.
CREATE FUNCTION event_words(texts json, changes jsonb, said jsonb) RETURNS void LANGUAGE plpgsql IMMUTABLE SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  k text; v text; seen text[] := '{}';
BEGIN
  FOR k, v IN SELECT * FROM json_each_text(texts) LOOP
    IF k = ANY (seen) THEN
      PERFORM refuse('A name in an event is lower-case letters, digits, dots and underscores, and stands once.');
    END IF;
    seen := seen || k;
    IF k <> 'salt' AND text_digest(coalesce(texts ->> 'salt', ''), k, v) IS DISTINCT FROM coalesce(changes ->> k, said ->> k) THEN
      PERFORM refuse('A text in an event stands beside its digest.');
    END IF;
    PERFORM require_short(k, v);
  END LOOP;
END
$guard$;

-- Names in their order, each value in its one spelling.
CREATE FUNCTION is_canonical(part text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $guard$
SELECT part = '{}' OR part = (SELECT '{' || coalesce(string_agg(to_json(j.key)::text || ':' || j.value::text, ',' ORDER BY j.key COLLATE "C"), '') || '}'
                                FROM jsonb_each(part::jsonb) j)
$guard$;

-- The names and values of one hashed part of an event.
CREATE FUNCTION event_values(part json) RETURNS void LANGUAGE plpgsql IMMUTABLE SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  k text; v json; seen text[] := '{}';
BEGIN
  FOR k, v IN SELECT * FROM json_each(part) LOOP
    IF k ~ '[^a-z0-9_.]' OR k = ANY (seen) THEN
      PERFORM refuse('A name in an event is lower-case letters, digits, dots and underscores, and stands once.');
    END IF;
    IF json_typeof(v) NOT IN ('string', 'number', 'null') OR (json_typeof(v) = 'number' AND v::text ~ '[.eE]') THEN
      PERFORM refuse('A value in an event is a text, a whole number or nothing.');
    END IF;
    IF json_typeof(v) = 'string' THEN
      PERFORM require_short(k, v #>> '{}');
    END IF;
    seen := seen || k;
  END LOOP;
END
$guard$;

-- The four parts are JSON objects; what changes says what was before, and only that.
CREATE FUNCTION event_shape(event_was text, event_now text, event_said text, event_texts text, is_birth boolean) RETURNS void LANGUAGE plpgsql IMMUTABLE SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  was jsonb; changes jsonb; said jsonb; texts jsonb;
BEGIN
  BEGIN
    was := event_was; changes := event_now; said := event_said; texts := event_texts;
  EXCEPTION WHEN invalid_text_representation OR untranslatable_character THEN
    PERFORM refuse('An event is written in JSON objects.');
  END;
  IF jsonb_typeof(was) <> 'object' OR jsonb_typeof(changes) <> 'object' OR jsonb_typeof(said) <> 'object' OR jsonb_typeof(texts) <> 'object' THEN
    PERFORM refuse('An event is written in JSON objects.');
  END IF;
  IF event_now <> '{}' THEN
    PERFORM event_values(event_now::json);
  END IF;
  IF event_said <> '{}' THEN
    PERFORM event_values(event_said::json);
  END IF;
  IF event_texts <> '{}' THEN
    PERFORM event_words(event_texts::json, changes, said);
  END IF;
  IF NOT (is_canonical(event_was) AND is_canonical(event_now) AND is_canonical(event_said) AND is_canonical(event_texts)) THEN
    PERFORM refuse('An event is written in canonical JSON.');
  END IF;
  IF is_birth THEN
    IF was <> '{}' THEN
      PERFORM refuse('An event says of each change what was before.');
    END IF;
  ELSIF event_was <> '{}' OR event_now <> '{}' THEN
    IF ARRAY(SELECT jsonb_object_keys(was)) <> ARRAY(SELECT jsonb_object_keys(changes))
       OR (SELECT count(*) FROM json_object_keys(event_was::json)) <> (SELECT count(*) FROM jsonb_object_keys(was)) THEN
      PERFORM refuse('An event says of each change what was before.');
    END IF;
  END IF;
END
$guard$;

-- Who; the same for tickets and for the desk's own things. True for whoever works here: the counter is asked more.
CREATE FUNCTION event_author(actor bigint, channel text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
DECLARE
  is_at_work boolean;
BEGIN
  SELECT coalesce(bool_or(g.role <> 'counter'), false) INTO is_at_work FROM person p LEFT JOIN role_grant g ON g.person = p.id AND g.active = 1
   WHERE p.id = actor AND p.login = session_user AND p.active = 1 GROUP BY p.id;
  IF NOT FOUND THEN
    IF NOT (channel IN ('sample', 'import') AND is_administrator()) AND has_administrator() THEN
      PERFORM refuse('The actor of an event is the person whose login it is.');
    END IF;
    RETURN true;
  END IF;
  RETURN is_at_work;
END
$guard$;

CREATE FUNCTION require_new(subject bigint, command_id bigint) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  IF subject < 1 OR command_id < 1 THEN
    PERFORM refuse('An id is a positive number.');
  END IF;
  IF EXISTS (SELECT 1 FROM command c WHERE c.id = command_id) THEN
    PERFORM refuse('An event belongs to a command of its own.');
  END IF;
END
$guard$;

-- By which way, and when.
CREATE FUNCTION event_source(kind text, channel text, visibility text, cause text, recorded_at bigint, occurred_at bigint, before_at bigint) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'firstline', 'pg_temp' AS $guard$
BEGIN
  IF channel NOT IN ({{channels}}) OR visibility NOT IN ('public', 'internal') OR strpos(kind || coalesce(cause, ''), E'\x1f') > 0 THEN
    PERFORM refuse('An event comes in by a known channel and is public or internal.');
  END IF;
  IF cause IS NOT NULL THEN
    IF is_blank(cause) THEN
      PERFORM refuse('A cause names a rule, or there is none.');
    END IF;
    PERFORM require_short('name', cause);
  END IF;
  IF channel = 'sample' THEN
    IF (SELECT d.kind FROM desk d) <> 'sample' THEN
      PERFORM refuse('Only a sample desk takes samples.');
    END IF;
  END IF;
  IF channel NOT IN ({{claiming}}) AND occurred_at <> greatest(recorded_at, before_at) THEN
    PERFORM refuse('Only an offline replay, an import or a sample says when something happened.');
  END IF;
  IF occurred_at < {{earliest}} THEN
    PERFORM refuse('Nothing at a desk happened before the year 2000.');
  END IF;
  IF kind <> 'recorded' AND occurred_at < before_at OR occurred_at > greatest(recorded_at, before_at) THEN
    PERFORM refuse('An event happens after the one before it and before it is recorded.');
  END IF;
  IF channel = 'offline' AND occurred_at < recorded_at - {{oldest_replay}} THEN
    PERFORM refuse('An offline replay is of the last 90 days.');
  END IF;
END
$guard$;

CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'check_violation';
END
$guard$;
