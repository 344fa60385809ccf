"""The facts of every key figure as portable queries over an events table, for stores too large for the reference."""
