"""The state's reports on a plant's use and figures, computed from its events alone, as files that prove themselves."""
