"""Reads that join the stages."""
