"""MQTT: JSON on the topics of a plant, through a session that the broker keeps while nobody listens."""
