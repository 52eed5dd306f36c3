  SELECT RAISE(ABORT, '{{label}}: a new version carries the next number.')
   WHERE NEW.number > 1 + (SELECT coalesce(max(x.number), 0) FROM {{thing}} x WHERE {{same_series}});
