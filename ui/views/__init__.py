"""Panes and dialogs: what a person works with."""
