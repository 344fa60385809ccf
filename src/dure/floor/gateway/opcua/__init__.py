"""Machines that speak OPC UA: subscribed to, watched for silence, and asked for what was missed."""
