-- What a published workflow is held to, for either database: under each rule a query that finds what breaks it.
-- They are asked in this order, so that a rule may rely on those before it. `NEW` is the version being published.

-- A workflow is defined in JSON with all its parts, and nothing else.
SELECT 1 FROM {{nodes}} n
 WHERE n.version_id = NEW.id
   AND (NOT EXISTS (SELECT 1 FROM (VALUES {{form}}) form WHERE form.column1 = n.place AND form.column2 = n.type)
     OR EXISTS (SELECT 1 FROM (VALUES {{parts}}) parts
                 WHERE parts.column1 = n.place
                   AND (SELECT count(*) <> parts.column2 OR count(DISTINCT child.place) <> parts.column2
                          FROM {{nodes}} child WHERE child.version_id = n.version_id AND child.parent = n.path)))

-- A definition is of the workflow it is published under.
SELECT 1 FROM {{nodes}} n WHERE n.version_id = NEW.id AND n.place = '$.key' AND n.value <> NEW.key

-- The prefix of a workflow is two to five capital letters.
SELECT 1 FROM {{nodes}} n WHERE n.version_id = NEW.id AND n.place = '$.prefix' AND {{no_prefix}}

-- What people read of a workflow is one line that shows something.
SELECT 1 FROM {{nodes}} n WHERE n.version_id = NEW.id AND n.place IN ({{labels}}) AND {{unreadable}}

-- A key in a workflow is lower-case letters, digits and underscores, and stands once.
SELECT 1 FROM {{nodes}} n
 WHERE n.version_id = NEW.id AND n.place IN ({{keys}})
   AND ({{no_key}}
     OR (n.place = '$.transitions[].key' AND n.value IN ({{kinds}}))
     OR EXISTS (SELECT 1 FROM {{nodes}} o WHERE o.version_id = n.version_id AND o.path <> n.path AND o.value = n.value
                   AND (o.place = n.place OR (o.place = '$.gestures[].key' AND n.place = '$.transitions[].key'))))

-- A field of a workflow has a key and a kind, and only a word has choices.
SELECT 1 FROM {{nodes}} n
 WHERE n.version_id = NEW.id
   AND ((n.place = '$.fields[].name' AND {{no_field}})
     OR (n.place = '$.fields[].name'
       AND EXISTS (SELECT 1 FROM {{nodes}} o WHERE o.version_id = n.version_id AND o.path <> n.path AND o.place = n.place AND o.value = n.value))
     OR (n.place = '$.fields[].kind' AND n.value NOT IN ({{field_kinds}}))
     OR (n.place = '$.fields[].choices[]'
       AND EXISTS (SELECT 1 FROM {{nodes}} k WHERE k.version_id = n.version_id AND k.place = '$.fields[].kind'
                      AND k.value <> 'word' AND n.parent = k.parent || '.choices')))

-- A field of a workflow keeps the kind it had in a version before.
SELECT 1 FROM {{nodes}} f
  JOIN {{nodes}} k ON k.version_id = f.version_id AND k.parent = f.parent AND k.place = '$.fields[].kind'
  JOIN {{fields_before}} b ON b.name = f.value AND b.kind <> k.value
 WHERE f.version_id = NEW.id AND f.place = '$.fields[].name' AND b.key = NEW.key AND b.id <> NEW.id

-- The phases of a workflow have numbers of their own from 1 to {{phases}}, and its steps name one of them.
SELECT 1 FROM {{nodes}} n
 WHERE n.version_id = NEW.id
   AND ((n.place = '$.phases[].number'
       AND (CASE n.type WHEN 'number' THEN CAST(n.value AS INTEGER) NOT BETWEEN 1 AND {{phases}} END
         OR EXISTS (SELECT 1 FROM {{nodes}} o WHERE o.version_id = n.version_id AND o.path <> n.path AND o.place = n.place AND o.value = n.value)))
     OR (n.place = '$.steps[].phase' AND n.type = 'number'
       AND NOT EXISTS (SELECT 1 FROM {{nodes}} p WHERE p.version_id = n.version_id AND p.place = '$.phases[].number' AND p.value = n.value)))

-- The clock of a step runs, is paused, is stopped or is final; a step awaits the user or nobody.
SELECT 1 FROM {{steps}} s
 WHERE s.workflow_version = NEW.id AND (s.clock NOT IN ({{clocks}}) OR s.awaits NOT IN ('', 'user'))

-- In the first step of a workflow the clock runs.
SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {{steps}} s WHERE s.workflow_version = NEW.id AND s.position = 1 AND s.clock = 'runs')

-- A transition leads from steps of its workflow to one of them.
SELECT 1 FROM {{nodes}} n
 WHERE n.version_id = NEW.id
   AND ((n.place = '$.transitions[].sources' AND NOT EXISTS (SELECT 1 FROM {{nodes}} f WHERE f.version_id = n.version_id AND f.parent = n.path))
     OR (n.place = '$.transitions[].sources[]'
       AND EXISTS (SELECT 1 FROM {{nodes}} o WHERE o.version_id = n.version_id AND o.path <> n.path AND o.parent = n.parent AND o.value = n.value))
     OR (n.place IN ('$.transitions[].sources[]', '$.transitions[].target') AND n.type = 'text'
       AND NOT EXISTS (SELECT 1 FROM {{steps}} s WHERE s.workflow_version = n.version_id AND s.key = n.value)))

-- A transition serves a purpose there is, and is the only one to serve it from where it starts.
SELECT 1 FROM {{transitions}} x
 WHERE x.workflow_version = NEW.id
   AND (x.purpose NOT IN ({{purposes}})
     OR EXISTS (SELECT 1 FROM {{transitions}} o
                 WHERE o.workflow_version = x.workflow_version AND o.from_step = x.from_step AND o.purpose = x.purpose AND o.key <> x.key))

-- A transition is for roles there are.
SELECT 1 FROM {{nodes}} n
 WHERE n.version_id = NEW.id
   AND ((n.place = '$.transitions[].who' AND NOT EXISTS (SELECT 1 FROM {{nodes}} r WHERE r.version_id = n.version_id AND r.parent = n.path))
     OR (n.place = '$.transitions[].who[]'
       AND (n.value NOT IN ({{roles}})
         OR EXISTS (SELECT 1 FROM {{nodes}} o WHERE o.version_id = n.version_id AND o.path <> n.path AND o.parent = n.parent AND o.value = n.value))))

-- A transition asks, once, for what a ticket or an event can hold.
SELECT 1 FROM {{needs}} d
 WHERE d.workflow_version = NEW.id
   AND (d.kind NOT IN ({{need_kinds}})
     OR (d.kind = 'field' AND d.argument NOT IN ({{editable}})
       AND NOT EXISTS (SELECT 1 FROM {{nodes}} f WHERE f.version_id = NEW.id AND f.place = '$.fields[].name' AND f.value = d.argument))
     OR (d.kind = 'said' AND (d.argument IN ({{taken}}) OR d.argument IN ({{editable}}) OR {{nothing_said}}))
     OR (d.kind = 'public_note' AND d.argument NOT IN ({{waits_on}}))
     OR (d.kind = 'team_tier'
       AND ({{no_tiers}}
         OR NOT EXISTS (SELECT 1 FROM {{needs}} t
                         WHERE t.workflow_version = d.workflow_version AND t.transition = d.transition AND t.kind = 'field' AND t.argument = 'team'))))
UNION ALL
SELECT 1 FROM {{needs}} d WHERE d.workflow_version = NEW.id GROUP BY d.transition, d.kind, d.argument HAVING count(*) > 1
UNION ALL
SELECT 1 FROM {{nodes}} n
 WHERE n.version_id = NEW.id AND n.place = '$.transitions[].offers[]' AND n.value NOT IN ({{editable}})
   AND NOT EXISTS (SELECT 1 FROM {{nodes}} f WHERE f.version_id = n.version_id AND f.place = '$.fields[].name' AND f.value = n.value)

-- A gesture takes transitions of its workflow.
SELECT 1 FROM {{nodes}} n
 WHERE n.version_id = NEW.id
   AND ((n.place = '$.gestures[].transitions' AND NOT EXISTS (SELECT 1 FROM {{nodes}} x WHERE x.version_id = n.version_id AND x.parent = n.path))
     OR (n.place = '$.gestures[].transitions[]'
       AND NOT EXISTS (SELECT 1 FROM {{transitions}} x WHERE x.workflow_version = n.version_id AND x.key = n.value)))

-- A final step is left by no transition, every other step by one.
SELECT 1 FROM {{steps}} s
 WHERE s.workflow_version = NEW.id
   AND (s.clock = 'final') = EXISTS (SELECT 1 FROM {{transitions}} x WHERE x.workflow_version = s.workflow_version AND x.from_step = s.key)

-- Every step of a workflow is reached from its first and leads to a final one.
WITH RECURSIVE onward(step, next) AS (
  SELECT x.from_step, s.key FROM {{transitions}} x JOIN {{steps}} s ON s.workflow_version = x.workflow_version
   WHERE x.workflow_version = NEW.id AND (s.key = x.to_step OR (x.to_step IS NULL AND s.clock = 'runs'))
), reached(step) AS (
  SELECT s.key FROM {{steps}} s WHERE s.workflow_version = NEW.id AND s.position = 1
   UNION SELECT o.next FROM reached r JOIN onward o ON o.step = r.step
), ending(step) AS (
  SELECT s.key FROM {{steps}} s WHERE s.workflow_version = NEW.id AND s.clock = 'final'
   UNION SELECT o.step FROM ending e JOIN onward o ON o.next = e.step
)
SELECT 1 FROM {{steps}} s
 WHERE s.workflow_version = NEW.id
   AND (s.key NOT IN (SELECT r.step FROM reached r) OR s.key NOT IN (SELECT e.step FROM ending e))
