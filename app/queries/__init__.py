"""Answers to questions: columns into frozen rows, never entities."""
