"""`python -m tools.screenshots`: the pictures of the README, taken from the demo year through a real browser."""
