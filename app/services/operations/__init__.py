"""Operational rows: each kind has one small writer, beside the door."""
