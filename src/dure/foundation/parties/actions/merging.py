"""Two records of one organisation become one, with a trail of everything that moved."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.ledger.act import INSTALLATION_CHAIN, Act, act
from dure.foundation.ledger.queries import is_vouched_for
from dure.foundation.parties.access import MANAGE
from dure.foundation.parties.findable import make_organisation_findable
from dure.foundation.parties.models import Membership, Organisation, RegisteredNumber
from dure.foundation.parties.registry import stays_behind


@dataclass(frozen=True)
class Merged:
    """How many rows of each model moved, and how many stayed with the merged record, by model label."""

    moved: Mapping[str, int]
    stayed: Mapping[str, int]


class _UndoError(Exception):
    """Ends a trial."""


def merge_organisations(*, keep: Organisation, drop: Organisation, reason: str, by: Actor, at: datetime) -> Merged:
    """Give everything of ``drop`` to ``keep``; ``drop`` stays in the record and points to it.

    Raises ``ActionRefused`` when they are of different kinds, or when both have what an organisation has
    but once.
    """
    MANAGE.demand(by, keep)
    if not reason.strip():
        raise ActionRefused(_("A merge needs a reason. Write it in a sentence."))
    keep, drop = _pair(keep, drop)
    detail = {"merged": drop.name, "merged_id": drop.pk}
    with act(
        "parties.merge_organisations",
        chain=INSTALLATION_CHAIN,
        by=by,
        at=at,
        subject=keep,
        reason=reason,
        detail=detail,
    ) as this:
        merged = _merge(keep, drop, timezone.localdate(at), this)
        this.detail |= {"moved": dict(merged.moved), "stayed": dict(merged.stayed)}
    return merged


def try_merge(*, keep: Organisation, drop: Organisation, at: datetime) -> Merged:
    """What a merge would do, found by doing it and undoing it. Raises as ``merge_organisations`` would."""
    keep, drop = _pair(keep, drop)
    found = Merged({}, {})
    try:
        with transaction.atomic():
            found = _merge(keep, drop, timezone.localdate(at), None)
            raise _UndoError
    except _UndoError:
        return found


def _pair(keep: Organisation, drop: Organisation) -> tuple[Organisation, Organisation]:
    # The caller's rows are left as they are: a trial shall not leave changed values in memory.
    keep, drop = Organisation.objects.get(pk=keep.pk), Organisation.objects.get(pk=drop.pk)
    if keep.pk == drop.pk:
        raise ActionRefused(_("These are the same record. Choose another one."))
    if keep.merged_into_id is not None or drop.merged_into_id is not None:
        raise ActionRefused(_("One of these was merged before. Open the record that was kept."))
    if keep.kind != drop.kind:
        raise ActionRefused(
            _("Only records of one kind can be merged; these are of the kinds %(one)s and %(other)s.")
            % {"one": keep.get_kind_display(), "other": drop.get_kind_display()}
        )
    return keep, drop


def _merge(keep: Organisation, drop: Organisation, on: date, this: Act | None) -> Merged:
    _close_number(keep, drop, on, this)
    _end_double_roles(keep, drop, on, this)
    moved: Counter[str] = Counter()
    stayed: Counter[str] = Counter()
    for model, name in _references():
        for row in model._base_manager.filter(**{name: drop}).order_by("pk"):
            if _repoint(row, name, keep):
                moved[model._meta.label] += 1
                _prove(this, row)
            elif stays_behind(model):
                stayed[model._meta.label] += 1
            else:
                raise ActionRefused(
                    _("Both records have “%(what)s”, and an organisation can have but one. Settle that first.")
                    % {"what": model._meta.verbose_name}
                )
    drop.merged_into = keep
    drop.save(update_fields=["merged_into"])
    if this is not None:
        this.evidence(drop)
        make_organisation_findable(drop)
        make_organisation_findable(keep)
    return Merged(dict(moved), dict(stayed))


def _references() -> list[tuple[type[models.Model], str]]:
    """Every foreign key to an organisation, whoever owns it, by the models themselves."""
    found = [
        (relation.related_model, relation.field.name)
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
    ]
    return sorted(found, key=lambda pair: (pair[0]._meta.label, pair[1]))


def _repoint(row: models.Model, name: str, keep: Organisation) -> bool:
    setattr(row, name, keep)
    try:
        with transaction.atomic():
            row.save(update_fields=[name])
    except IntegrityError:
        return False
    return True


def _prove(this: Act | None, row: models.Model) -> None:
    """Vouch for a moved row where an earlier act did: its digest has changed with its owner."""
    if this is not None and is_vouched_for(row):
        this.evidence(row)


def _close_number(keep: Organisation, drop: Organisation, on: date, this: Act | None) -> None:
    """One number stays in force; the other remains as one the organisation had."""
    in_force = RegisteredNumber.objects.filter(until_on__isnull=True)
    theirs = in_force.filter(organisation=drop).first()
    if theirs is not None and in_force.filter(organisation=keep).exists():
        theirs.until_on = max(on, theirs.from_on)
        theirs.reason = _("Merged with %(name)s") % {"name": keep.name}
        theirs.save(update_fields=["until_on", "reason"])
        _prove(this, theirs)


def _end_double_roles(keep: Organisation, drop: Organisation, on: date, this: Act | None) -> None:
    """Who holds the same role in both holds it once."""
    held = Membership.objects.filter(until_on__isnull=True)
    kept = set(held.filter(organisation=keep).values_list("person_id", "role"))
    for row in held.filter(organisation=drop):
        if (row.person_id, row.role) in kept:
            row.until_on = max(on - timedelta(days=1), row.from_on)
            row.save(update_fields=["until_on"])
            _prove(this, row)
