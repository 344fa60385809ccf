"""Paper forms as Excel files: made for a plant, read back cell by cell, a changed cell told as a correction."""

from dure.floor.entry.sheet.read import read_sheet, read_sheets

__all__ = ["read_sheet", "read_sheets"]
