"""Korean catalogues: found, compiled, kept complete. Each app translates its own words.

Run as ``python -m dure.translations check|update|compile``.
"""

from dure.translations.catalogues import CatalogueError, compile_all, compile_stale

__all__ = ["CatalogueError", "compile_all", "compile_stale"]
