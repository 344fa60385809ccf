"""Pages of checks and HACCP records."""
