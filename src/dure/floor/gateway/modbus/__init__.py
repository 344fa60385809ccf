"""Counters, scales and thermometers that speak Modbus, over TCP or a serial line."""
