"""A plant as Asset Administration Shells, for exchange with whoever asks for them; never a store."""
