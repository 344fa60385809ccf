"""Who sees and manages envelopes: the people who sign, and whom the owning stage says."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, everything
from dure.foundation.signing.registry import Owner, owners


def _owned(actor: Actor, permission: Permission, owner: Owner) -> Q:
    """The envelopes of an owner's rows within reach."""
    rows = permission.rows(actor, owner.model._default_manager.all()).order_by()
    return Q(model=owner.model._meta.label_lower, row_id__in=rows.values("pk"))


def _within_sight(actor: Actor) -> Q:
    found = Q(signatories__person_id=actor.person_id)
    for owner in owners():
        if owner.may_see.reach(actor) is not None:
            found |= _owned(actor, owner.may_see, owner)
    return found


def _within_hand(actor: Actor) -> Q:
    found = Q(pk__in=[])
    for owner in owners():
        if owner.may_manage.reach(actor) is not None:
            found |= _owned(actor, owner.may_manage, owner)
    return found


def _mine(actor: Actor) -> Q:
    return Q(person_id=actor.person_id)


def _my_key(actor: Actor) -> Q:
    return Q(person_id=actor.person_id) | Q(organisation_id__in=actor.organisations())


VIEW_ENVELOPE = Permission(
    name="signing.view_envelope",
    scopes=dict.fromkeys(Role, _within_sight),
    refusal=_("Only its parties and those who look after it see this document. Ask the operator if you need it."),
)
MANAGE_ENVELOPE = Permission(
    name="signing.manage_envelope",
    scopes=dict.fromkeys(Role, _within_hand),
    refusal=_("Only those who look after this document may do that."),
)
SIGN = Permission(
    name="signing.sign",
    scopes=dict.fromkeys(Role, _mine),
    refusal=_("Someone else is named to sign here. Ask the operator if it should be you."),
)
USE_KEY = Permission(
    name="signing.use_key",
    scopes=dict.fromkeys(Role, _my_key),
    refusal=_("This key belongs to someone else."),
)
REVOKE_KEY = Permission(
    name="signing.revoke_key",
    scopes={**dict.fromkeys(Role, _my_key), Role.OPERATOR: everything},
    refusal=_("Only its owner, or the operator's staff, may revoke a key."),
)
