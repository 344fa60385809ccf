"""Pure engines: values in, values with their reasons out. No Django, no I/O, no clock, no hidden randomness."""
