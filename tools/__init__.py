"""Developers' tools: what ./run and ./test do. Only the standard library, since nothing is installed yet.

Exceptions, which need the product installed: `tools.doors`, `tools.reference`, `tools.screenshots`.
"""
