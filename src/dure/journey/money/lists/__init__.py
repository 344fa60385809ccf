"""Lists that go to the bank, and lists that come from it and from other systems."""
