"""Ways in and out of the desk beside its own window: they tell commands like everybody else."""
