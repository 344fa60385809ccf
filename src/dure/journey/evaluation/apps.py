from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "dure.journey.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Say who may see what, name the actions and deadlines, and open applications to those who assess them."""
        from dure.foundation.access.actor import Role
        from dure.foundation.access.registry import register_view
        from dure.foundation.documents.registry import register_subject
        from dure.foundation.ledger.words import name_actions
        from dure.foundation.messages.registry import name_deadline
        from dure.journey.applications.access import admit_readers
        from dure.journey.evaluation import access, photos, states, words
        from dure.journey.evaluation.models import (
            Assessor,
            Assignment,
            Conflict,
            OfficialScore,
            Panel,
            Phase,
            ScoreSheet,
            SiteCheck,
        )

        assert states.PHASE_TABLE  # noqa: S101  importing the tables registers them
        for model, permission in (
            (Assessor, access.SEE_POOL),
            (Conflict, access.SEE_CONFLICT),
            (Phase, access.SEE_PHASE),
            (Panel, access.SEE_PANEL),
            (Assignment, access.SEE_ASSIGNMENT),
            (ScoreSheet, access.SEE_POINTS),
            (SiteCheck, access.SEE_SITE_CHECK),
            (OfficialScore, access.SEE_OFFICIAL),
        ):
            register_view(model, permission)
        admit_readers(Role.ASSESSOR, access.applications_of_assessor)
        name_actions(words.ACTIONS)
        name_deadline("score", words.SCORE_DUE, photos.mine_link)
        name_deadline("site_check", words.SITE_CHECK_DUE)
        register_subject(SiteCheck, photos.SUBJECT)
