"""The event store: the one place where what a factory told is kept."""
