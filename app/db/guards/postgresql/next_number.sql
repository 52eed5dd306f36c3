  -- One that is taken is refused by the index: then somebody else was quicker, and the door tries again.
  IF NEW.number > 1 + (SELECT coalesce(max(x.number), 0) FROM {{thing}} x WHERE {{same_series}}) THEN
    PERFORM refuse('{{label}}: a new version carries the next number.');
  END IF;
