"""Pages of a plant's set-up."""
