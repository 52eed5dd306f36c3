"""The tour: the real windows driven through a ticket's whole life, with a picture of every stage."""
