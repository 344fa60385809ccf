from collections.abc import Callable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssetsConfig(AppConfig):
    name = "dure.journey.assets"
    label = "assets"

    def ready(self) -> None:
        """Make tables, permissions, files, words and the search known, and listen to the agreements."""
        from django.urls import reverse

        from dure.foundation.access.registry import register_view
        from dure.foundation.documents.registry import register_subject
        from dure.foundation.ledger.words import name_actions
        from dure.foundation.messages.registry import name_deadline
        from dure.foundation.search.registry import name_kind, register_indexer
        from dure.foundation.workflow.events import subscribe
        from dure.journey.agreements.events import AgreementChanged, AgreementEnded
        from dure.journey.assets import findable, news, states  # noqa: F401  (states registers the tables)
        from dure.journey.assets.access import VIEW_ASSET, VIEW_PART
        from dure.journey.assets.models import Asset, Disposal, Sighting
        from dure.journey.assets.papers import SUBJECTS
        from dure.journey.assets.words import ACTIONS, DEADLINES

        def _link(route: str) -> Callable[[str], str]:
            return lambda row_id: reverse(route, args=[row_id])

        register_view(Asset, VIEW_ASSET)
        register_view(Sighting, VIEW_PART)
        register_view(Disposal, VIEW_PART)
        for model, subject in SUBJECTS.items():
            register_subject(model, subject)
        name_actions(ACTIONS)
        for kind, (label, route) in DEADLINES.items():
            name_deadline(kind, label, _link(route))
        name_kind(findable.KIND, _("Assets"))
        register_indexer(findable.index_all)
        subscribe(AgreementChanged, news.heard_changed)
        subscribe(AgreementEnded, news.heard_ended)
