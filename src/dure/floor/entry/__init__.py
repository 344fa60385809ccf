"""How people, files and suppliers tell events."""
