from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dure.foundation.ledger.words import name_actions


class PartiesConfig(AppConfig):
    name = "dure.foundation.parties"
    label = "parties"
    verbose_name = _("Organisations and people")

    def ready(self) -> None:
        from dure.foundation.access.registry import register_view
        from dure.foundation.parties.access import VIEW_ORGANISATION, VIEW_PERSON
        from dure.foundation.parties.findable import make_all_findable
        from dure.foundation.parties.models import FirmYear, Organisation, Person
        from dure.foundation.parties.registry import may_stay_behind
        from dure.foundation.search.registry import name_kind, register_indexer

        register_view(Organisation, VIEW_ORGANISATION)
        register_view(Person, VIEW_PERSON)
        may_stay_behind(FirmYear)
        name_kind("organisation", _("Organisations"))
        name_kind("person", _("Persons"))
        register_indexer(make_all_findable)
        name_actions(
            {
                "parties.register_organisation": _("Registered the organisation"),
                "parties.add_establishment": _("Added a place of business"),
                "parties.record_year": _("Recorded a year's figures"),
                "parties.change_number": _("Changed the business registration number"),
                "parties.rename_organisation": _("Changed the name"),
                "parties.merge_organisations": _("Merged two records of one organisation"),
                "parties.impose_restriction": _("Barred from taking part"),
                "parties.lift_restriction": _("Lifted the ban from taking part"),
                "parties.add_person": _("Entered the person"),
                "parties.change_person": _("Changed the person's details"),
                "parties.grant_role": _("Gave a role"),
                "parties.end_role": _("Ended a role"),
                "parties.erase_person": _("Erased the person's data"),
                "parties.invite": _("Sent an invitation"),
                "parties.accept_invitation": _("Accepted the invitation"),
                "parties.revoke_invitation": _("Withdrew the invitation"),
                "parties.unlock": _("Lifted the sign-in lock"),
            }
        )
