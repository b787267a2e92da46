"""The layouts: each takes a desk and a number of entries and makes a body."""
