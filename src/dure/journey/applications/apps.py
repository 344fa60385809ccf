from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ApplicationsConfig(AppConfig):
    name = "dure.journey.applications"
    label = "applications"

    def ready(self) -> None:
        """Make tables, permissions, documents, words and the counter of demand known."""
        from django.urls import reverse

        from dure.foundation.access.registry import register_view
        from dure.foundation.documents.registry import register_subject
        from dure.foundation.ledger.words import name_actions
        from dure.foundation.messages.registry import name_deadline
        from dure.foundation.search.registry import name_kind, register_indexer
        from dure.journey.applications import news, states  # noqa: F401  (registers its tables)
        from dure.journey.applications.access import SEE
        from dure.journey.applications.attaching import SUBJECT
        from dure.journey.applications.models import Application
        from dure.journey.applications.queries.facts import demand
        from dure.journey.programmes.queries import register_demand

        register_view(Application, SEE)
        register_subject(Application, SUBJECT)
        register_demand(demand)
        name_kind("application", pgettext_lazy("list", "Applications"))
        register_indexer(news.index_all)
        name_deadline(
            "answer_supplement", _("Supplement to the application"), lambda _row_id: reverse("applications:mine")
        )
        name_actions(
            {
                "applications.start_application": _("Application begun"),
                "applications.start_from_interest": _("Application begun from the interest form"),
                "applications.submit_application": _("Application submitted"),
                "applications.take_back": _("Plan taken back"),
                "applications.check_again": _("Eligibility rules run again"),
                "applications.set_aside": _("Point of the eligibility check set aside"),
                "applications.accept": _("Accepted as eligible"),
                "applications.reject": _("Rejected as not eligible"),
                "applications.reconsider": _("Decision on eligibility taken back"),
                "applications.ask_supplement": _("Supplement requested"),
                "applications.answer_supplement": _("Supplement handed in"),
                "applications.lapse_supplement": _("Days to supplement ran out"),
                "applications.withdraw": _("Application withdrawn"),
                "applications.give_up": _("Place given up"),
                "applications.record_evaluation": _("Evaluation recorded"),
                "applications.record_decision": _("Decision recorded"),
                "applications.add_co_editor": _("Co-editor added"),
                "applications.remove_co_editor": _("Co-editor removed"),
                "applications.note_consent": _("Consent to entry on behalf noted"),
            }
        )
