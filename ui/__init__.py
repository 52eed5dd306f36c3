"""The service desk's window: everything Qt, and nothing of the database."""
