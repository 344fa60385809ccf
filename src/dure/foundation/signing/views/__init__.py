"""Pages of signing: signing, ceremonies, keys, and checking a document."""
