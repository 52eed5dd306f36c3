  SELECT RAISE(ABORT, '{{label}}: once published it is never changed.')
   WHERE NEW.version > 1;
