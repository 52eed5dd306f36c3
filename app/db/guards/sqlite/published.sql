CREATE TRIGGER {{table}}_is_published BEFORE INSERT ON {{table}}
BEGIN
  SELECT RAISE(ABORT, 'A published workflow is never changed.')
   WHERE EXISTS (SELECT 1 FROM {{table}} t WHERE {{same_key}})
      OR NOT EXISTS (SELECT 1 FROM {{view}} t WHERE {{same_row}});
END;

CREATE TRIGGER {{table}}_stays BEFORE UPDATE ON {{table}}
BEGIN
  SELECT RAISE(ABORT, 'A published workflow is never changed.');
END;

CREATE TRIGGER {{table}}_is_kept BEFORE DELETE ON {{table}}
BEGIN
  SELECT RAISE(ABORT, 'A published workflow is never changed.');
END;
