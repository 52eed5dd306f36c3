"""What the desk is about: plain facts and rules, standard library only."""
