"""Checks, critical control points and control charts."""
