"""Qt's models over the desk's answers."""
