"""The checker's own arithmetic. Nothing here is shared with the solver but the input types."""
