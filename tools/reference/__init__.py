"""The generated pages of docs/reference: `python -m tools.reference write|check`. Needs the product installed."""
