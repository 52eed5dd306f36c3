"""The rules the database itself holds to: their text, how they get in, and whether they still stand."""
