"""Dure runs a region's smart-manufacturing support programme."""

from typing import Final

VERSION: Final = "0.1.0"
