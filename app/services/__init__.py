"""The door: commands in, events and changes out."""
