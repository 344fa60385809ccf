"""Who acts: a person with the roles held at that moment, the public, or the product itself."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The people of the programme. A person may hold several, each in an organisation."""

    OPERATOR = "operator", _("Operator staff")
    APPROVER = "approver", _("Operator approver")
    COMMITTEE = "committee", _("Deliberation committee")
    PROVINCE = "province", _("Province official")
    CITY = "city", _("City or county official")
    FIRM = "firm", _("Firm")
    SUPPLIER = "supplier", _("Supplier")
    MENTOR = "mentor", _("Mentor")
    ASSESSOR = "assessor", _("Assessor")
    FORUM = "forum", _("Forum officer")
    PARTNER = "partner", _("Partner company")
    BUYER = "buyer", _("Buyer")
    COUNCIL = "council", _("Council member")
    AUDITOR = "auditor", _("Auditor")
    ACCOUNTANT = "accountant", _("Outside accountant")


# Those who run programmes at an operator, and with them the committee that decides there.
STAFF = frozenset({Role.OPERATOR, Role.APPROVER})
DESK = STAFF | {Role.COMMITTEE}
# Those who work in an office of the programme, at the operator or beside it.
OFFICE_ROLES = DESK | {Role.PROVINCE, Role.CITY, Role.AUDITOR}
# Those who sign in with a second factor: the offices, and who judges their spending from outside.
SECOND_FACTOR_ROLES = OFFICE_ROLES | {Role.ACCOUNTANT}


@dataclass(frozen=True)
class Grant:
    """One role of one person in one organisation; ``place_code`` is the city of a city official."""

    role: Role
    organisation_id: int
    place_code: str = ""


@dataclass(frozen=True)
class Actor:
    """Who asks or acts. ``person_id`` is None for the public and for the product's own acts."""

    person_id: int | None
    name: str
    grants: tuple[Grant, ...] = field(default=())
    is_system: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, whatever the organisation."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def is_public(self) -> bool:
        """Whether nobody is signed in."""
        return self.person_id is None and not self.is_system

    def has(self, *roles: Role) -> bool:
        """Whether any of ``roles`` is held."""
        return bool(self.roles.intersection(roles))

    def organisations(self, *roles: Role) -> frozenset[int]:
        """Ids of the organisations in which any of ``roles`` (all when none is given) is held."""
        return frozenset(g.organisation_id for g in self.grants if not roles or g.role in roles)

    def places(self, *roles: Role) -> frozenset[str]:
        """Codes of the places for which any of ``roles`` is held."""
        return frozenset(g.place_code for g in self.grants if g.place_code and (not roles or g.role in roles))


PUBLIC = Actor(person_id=None, name="")
SYSTEM = Actor(person_id=None, name="Dure", is_system=True)
