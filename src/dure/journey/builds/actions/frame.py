"""What every action on a build begins with: its row locked, and whether it is under way."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.interface.formats import day
from dure.journey.builds.models import Build


def locked(build_id: int) -> Build:
    """The build, locked until the act ends: whoever decides on it waits for the one before."""
    return Build.objects.select_for_update(of=("self",)).select_related("agreement__programme").get(pk=build_id)


def under_way(build_id: int) -> Build:
    """The same, of a build that is neither completed nor ended."""
    build = locked(build_id)
    if build.stopped_at is not None:
        raise ActionRefused(_("The agreement of this build has ended; nothing more is recorded on it."))
    if build.completed_on is not None:
        words = {"day": day(build.completed_on)}
        raise ActionRefused(_("This build was completed on %(day)s. Take the completion back first.") % words)
    return build


def demand_past(on: date, at: datetime, build: Build | None) -> None:
    """A day on which something happened lies neither in the future nor, where a build is given, before it."""
    if on > timezone.localdate(at):
        raise ActionRefused(_("The day lies in the future. Enter the day on which it happened."))
    starts_on = build.agreement.starts_on if build is not None else None
    if starts_on is not None and on < starts_on:
        words = {"day": day(starts_on)}
        raise ActionRefused(_("The day lies before the project began (%(day)s).") % words)


def chain(build: Build) -> str:
    """The chain of the ledger in which the build's acts stand."""
    return build.agreement.programme.chain
