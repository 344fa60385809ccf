"""The kiosk's own addresses, and the owner's page of devices and badges."""
