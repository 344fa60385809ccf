"""What may be changed after the agreement, on which route, and until when: the notice's limits in sentences. Pure.

The limits of days hold for all that needs approval and for every extension. Contact, representative and account are
reported whenever they change: shut out, a payment would go to an account that is closed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from dure.foundation.interface.formats import day
from dure.journey.agreements.models import ChangeKind, ChangeRoute
from dure.journey.programmes.delivery import ChangeRules

PERIODS = frozenset({ChangeKind.PERIOD_SHORT, ChangeKind.PERIOD_LONG})
REPORTED = frozenset({ChangeKind.CONTACT, ChangeKind.REPRESENTATIVE, ChangeKind.ACCOUNT, ChangeKind.PERIOD_SHORT})
ANY_TIME = frozenset({ChangeKind.CONTACT, ChangeKind.REPRESENTATIVE, ChangeKind.ACCOUNT})
# What a plan calls the lists that a notice may lock.
LOCKABLE = {"kpis": "kpis", "modules": "functions"}


@dataclass(frozen=True)
class Course:
    """An agreement as the limits see it: its days as first agreed and now, and how often it was extended."""

    first_ends_on: date
    ends_on: date
    extensions: int


@dataclass(frozen=True)
class Limits:
    """What can be asked for on one day: shown before anyone types."""

    last_day_to_ask: date
    earliest_cause_on: date
    latest_ends_on: date
    report_until: date
    extensions_left: int
    may_ask: bool
    may_extend: bool


def limits(course: Course, rules: ChangeRules, today: date) -> Limits:
    """The limits on a day."""
    last_day = course.ends_on - timedelta(days=rules.before_end_days)
    latest = course.first_ends_on + timedelta(days=rules.longest_extension_days)
    left = max(0, rules.most_extensions - course.extensions)
    return Limits(
        last_day_to_ask=last_day,
        earliest_cause_on=today - timedelta(days=rules.within_days_of_cause),
        latest_ends_on=latest,
        report_until=min(latest, course.ends_on + timedelta(days=rules.report_extension_days)),
        extensions_left=left,
        may_ask=today <= last_day,
        may_extend=today <= last_day and left > 0 and latest > course.ends_on,
    )


def kind_for(kind: str, course: Course, ends_on: date | None, rules: ChangeRules) -> ChangeKind:
    """The kind as the days decide it: an extension within the reporting limit is reported, a longer one approved."""
    if kind not in PERIODS or ends_on is None:
        return ChangeKind(kind)
    within = (ends_on - course.ends_on).days <= rules.report_extension_days
    return ChangeKind.PERIOD_SHORT if within else ChangeKind.PERIOD_LONG


def route_of(kind: str) -> ChangeRoute:
    """Whether a matter is reported or needs approval."""
    return ChangeRoute.REPORT if kind in REPORTED else ChangeRoute.APPROVAL


def day_problems(kind: str, cause_on: date, course: Course, rules: ChangeRules, today: date) -> list[str]:
    """Why the change comes too late, or from a cause that has not happened."""
    if cause_on > today:
        return [_("The cause on %(day)s lies in the future. Enter the day it happened.") % {"day": day(cause_on)}]
    if kind in ANY_TIME:
        return []
    found, now = [], limits(course, rules, today)
    if cause_on < now.earliest_cause_on:
        words = {"days": rules.within_days_of_cause, "gone": (today - cause_on).days, "cause": day(cause_on)}
        found.append(
            _("A change is asked for within %(days)d days of its cause; %(gone)d days have passed since %(cause)s.")
            % words
        )
    if not now.may_ask:
        words = {"days": rules.before_end_days, "end": day(course.ends_on), "last": day(now.last_day_to_ask)}
        found.append(
            _(
                "A change is asked for at least %(days)d days before the agreement ends on %(end)s; "
                "the last day was %(last)s."
            )
            % words
        )
    return found


def extension_problems(ends_on: date | None, course: Course, rules: ChangeRules) -> list[str]:
    """Why the agreement cannot run until that day."""
    if ends_on is None:
        return [_("Enter the new last day of the agreement.")]
    if ends_on <= course.ends_on:
        return [_("The new last day must lie after the present one, %(end)s.") % {"end": day(course.ends_on)}]
    found = []
    if course.extensions >= rules.most_extensions:
        used = {"most": rules.most_extensions, "done": course.extensions}
        found.append(_("%(done)d of %(most)d extensions are used; the notice allows no further one.") % used)
    asked = (ends_on - course.first_ends_on).days
    if asked > rules.longest_extension_days:
        words: dict[str, int | str] = {
            "most": rules.longest_extension_days,
            "latest": day(course.first_ends_on + timedelta(days=rules.longest_extension_days)),
            "asked": asked,
        }
        found.append(
            _("All extensions together are at most %(most)d days, until %(latest)s; %(asked)d days are asked for.")
            % words
        )
    return found


def locked_problems(fields: set[str], rules: ChangeRules) -> list[str]:
    """Why the KPIs or the list of functions cannot be changed."""
    sentences = {
        "kpis": _("The notice locks the KPIs: what was selected on them cannot be changed afterwards."),
        "modules": _("The notice locks the list of functions: what was selected on it cannot be changed afterwards."),
    }
    return [sentences[name] for name in sorted(fields & set(LOCKABLE)) if LOCKABLE[name] in rules.locked]
