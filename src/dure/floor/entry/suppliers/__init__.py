"""Systems that tell events over HTTP: a supplier's, or a gateway in the factory."""
