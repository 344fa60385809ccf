"""The ways machines and other systems tell the floor what happened."""
