"""Sparkplug B 3.0 as a host application: births, deaths, sequence, rebirth, aliases, history."""
