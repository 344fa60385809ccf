"""What a plant shows: figures, pages, reports, files."""
