"""The factory's own system: plants, their events, the hands and machines that tell them, and what they show."""
