"""Controls that the panes are made of."""
