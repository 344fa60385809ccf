"""What a factory's events mean: pure functions from events and a plant to states, counts, lots and key figures."""
