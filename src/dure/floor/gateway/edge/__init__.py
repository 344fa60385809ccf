"""The gateway on a small PC in the factory: reads machines, keeps what it read, and hands it over when it can."""
