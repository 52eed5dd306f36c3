"""What a PostgreSQL holds beside the desk's guards that would pass them by, as far as a login can see it.

Each query gives names of what no desk has.
"""

BESIDE = (
    """SELECT 'another function called ' || proname, 'there' FROM pg_proc
        WHERE pronamespace = 'firstline'::regnamespace GROUP BY proname HAVING count(*) > 1""",
    """SELECT 'switched off: the foreign keys of ' || tgrelid::regclass, 'there' FROM pg_trigger
        WHERE tgisinternal AND tgenabled NOT IN ('O', 'A') AND tgrelid IN
              (SELECT oid FROM pg_class WHERE relnamespace = 'firstline'::regnamespace)""",
    """SELECT 'table ' || inhrelid::regclass || ', which feeds ' || inhparent::regclass, 'there' FROM pg_inherits
        WHERE inhparent IN (SELECT oid FROM pg_class WHERE relnamespace = 'firstline'::regnamespace AND relkind = 'r')""",
    """SELECT 'view ' || v.oid::regclass || ', which shows ' || t.relname, 'there'
         FROM pg_rewrite r JOIN pg_class v ON v.oid = r.ev_class
         JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
         JOIN pg_class t ON t.oid = d.refobjid
        WHERE t.relnamespace = 'firstline'::regnamespace AND v.relnamespace <> 'firstline'::regnamespace""",
    """SELECT 'function ' || p.oid::regprocedure || ' with the rights of the owner', 'there'
         FROM pg_proc p JOIN pg_namespace n ON n.nspname = 'firstline'
        WHERE p.prosecdef AND p.proowner = n.nspowner
          AND p.pronamespace NOT IN (n.oid, 'pg_catalog'::regnamespace, 'information_schema'::regnamespace)""",
    """SELECT 'member ' || m.member::regrole || ' of the owner''s role', 'there'
         FROM pg_auth_members m JOIN pg_namespace n ON n.nspname = 'firstline' AND n.nspowner = m.roleid""",
    """SELECT 'login ' || r.rolname || ' that no policy holds', 'there'
         FROM pg_roles r JOIN pg_namespace n ON n.nspname = 'firstline'
        WHERE (r.rolbypassrls OR r.rolsuper) AND r.oid <> n.nspowner
          AND r.rolname IN (SELECT login FROM person)""",
    """SELECT 'setting ' || each || coalesce(' of ' || nullif(setrole, 0)::regrole, ''), 'there'
         FROM pg_db_role_setting, unnest(setconfig) each
        WHERE each LIKE 'session_replication_role=%' AND setdatabase IN
              (0, (SELECT oid FROM pg_database WHERE datname = current_database()))""",
)
