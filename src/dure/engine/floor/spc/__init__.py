"""Statistical process control: control charts, run rules, capability. Numbers in, numbers with their reasons out."""
