from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BuildsConfig(AppConfig):
    name = "dure.journey.builds"
    label = "builds"

    def ready(self) -> None:
        """Make tables, permissions, files, words and the news it hears known."""
        from dure.foundation.access.registry import register_view
        from dure.foundation.documents.registry import register_subject
        from dure.foundation.ledger.words import name_actions
        from dure.foundation.messages.registry import name_deadline
        from dure.foundation.search.registry import name_kind, register_indexer
        from dure.foundation.workflow.events import subscribe
        from dure.foundation.workflow.gate import Moved
        from dure.journey.agreements.events import AgreementChanged, AgreementEnded, AgreementStarted
        from dure.journey.builds import findable, states  # noqa: F401  (registers its tables)
        from dure.journey.builds.events import hear_changed, hear_ended, hear_moved, hear_started
        from dure.journey.builds.links import LINKS
        from dure.journey.builds.papers import SUBJECTS
        from dure.journey.builds.sight import SIGHT
        from dure.journey.builds.words import ACTIONS, DEADLINES

        for model, permission in SIGHT:
            register_view(model, permission)
        for model, subject in SUBJECTS:
            register_subject(model, subject)
        name_actions(ACTIONS)
        name_kind(findable.KIND, _("Suppliers"))
        register_indexer(findable.index_all)
        for kind, label in DEADLINES.items():
            name_deadline(kind, label, LINKS[kind])
        subscribe(AgreementStarted, hear_started)
        subscribe(AgreementChanged, hear_changed)
        subscribe(AgreementEnded, hear_ended)
        subscribe(Moved, hear_moved)
