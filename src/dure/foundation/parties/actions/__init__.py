"""Verbs over organisations and people: the door other rooms use."""

from dure.foundation.parties.actions.erasing import erase_person
from dure.foundation.parties.actions.invitations import (
    accept_invitation,
    invite,
    open_invitation,
    revoke_invitation,
    unlock,
)
from dure.foundation.parties.actions.merging import merge_organisations, try_merge
from dure.foundation.parties.actions.organisations import (
    add_establishment,
    change_number,
    record_year,
    register_organisation,
    rename_organisation,
)
from dure.foundation.parties.actions.people import add_person, change_person, end_role, grant_role
from dure.foundation.parties.actions.restrictions import impose_restriction, lift_restriction

__all__ = [
    "accept_invitation",
    "add_establishment",
    "add_person",
    "change_number",
    "change_person",
    "end_role",
    "erase_person",
    "grant_role",
    "impose_restriction",
    "invite",
    "lift_restriction",
    "merge_organisations",
    "open_invitation",
    "record_year",
    "register_organisation",
    "rename_organisation",
    "revoke_invitation",
    "try_merge",
    "unlock",
]
