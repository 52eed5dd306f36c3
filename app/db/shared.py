"""What a shared desk is called in its PostgreSQL database."""

SCHEMA = "firstline"
# Whoever may use the desk is a member of this role.
MEMBER = "firstline_member"
