"""The pages of lots and mock recalls."""
