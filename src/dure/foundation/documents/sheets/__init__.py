"""Lists that people keep in Excel: the columns, the empty sheet to fill in, and reading it with each bad cell named."""
