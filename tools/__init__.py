"""Developers' tools: what ./run and ./test do. Only the standard library, since nothing is installed yet."""
