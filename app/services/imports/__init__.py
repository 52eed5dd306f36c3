"""Bringing in people, teams, services and categories from tables: read, planned, and put on the desk row by row."""
