from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "dure.portal"
    label = "portal"

    def ready(self) -> None:
        """Tell the floor which offices a firm's programmes have."""
        from dure.floor.plant.offices import register_offices
        from dure.portal.queries.offices import offices

        register_offices(offices)
