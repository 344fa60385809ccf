"""A job belongs to who started it; auditors may look."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, everything


def _own(actor: Actor) -> Q:
    return Q(started_by_id=actor.person_id)


VIEW = Permission(
    name="jobs.view_job",
    scopes={**dict.fromkeys(Role, _own), Role.AUDITOR: everything},
    refusal=_("This was started by someone else. Ask them for the result."),
)
CANCEL = Permission(
    name="jobs.cancel_job",
    scopes=dict.fromkeys(Role, _own),
    refusal=_("Only the person who started this may stop it."),
)
