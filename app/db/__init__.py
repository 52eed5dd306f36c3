"""The database: tables, guards, migrations, and how to reach it."""
