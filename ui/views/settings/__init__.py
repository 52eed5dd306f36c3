"""The window for what only administrators change: people, teams, categories, codes and the matrix."""
