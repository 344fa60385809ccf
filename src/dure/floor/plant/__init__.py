"""Plants: what a site consists of, in every version, and who may see its figures."""
