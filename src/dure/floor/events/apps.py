from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "dure.floor.events"
    label = "events"

    def ready(self) -> None:
        """Have the event files backed up, and the daily heads known to pages and ledger."""
        from dure.floor.events.access import VIEW_HEAD
        from dure.floor.events.copies import EVENT_FILES
        from dure.floor.events.models import DailyHead
        from dure.floor.events.words import ACTIONS
        from dure.foundation.access.registry import register_view
        from dure.foundation.installation.contents import register_content
        from dure.foundation.ledger.words import name_actions

        register_content(EVENT_FILES)
        register_view(DailyHead, VIEW_HEAD)
        name_actions(ACTIONS)
