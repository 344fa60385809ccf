"""The pages on which a plant is read."""
