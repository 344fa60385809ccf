"""Documents to sign, their owner and their parties, for the tests of signing."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.foundation import rows

from dure.foundation.access.actor import SYSTEM, Actor, Role
from dure.foundation.documents.pdf import render_pdf
from dure.foundation.parties.models import Organisation, Person
from dure.foundation.signing import actions, queries
from dure.foundation.signing.models import Envelope, Signatory
from dure.foundation.signing.values import FactorMethod, Party, SecondFactor

AT = rows.AT
LATER = AT + timedelta(hours=1)
TEXT = '#import "/dure.typ": *\n#show: paper.with(title: data.title)\n= #data.title\n제1조(목적) 이 협약은 참여기관의 의무를 정한다.'


def pdf(title: str = "사업협약서") -> bytes:
    return render_pdf(TEXT, {"title": title})


def upload(content: bytes, name: str = "계약서.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def factor(at: datetime = LATER) -> SecondFactor:
    return SecondFactor(FactorMethod.TOTP, at)


@dataclass
class Scene:
    """An operator, a firm and a supplier, each with one person; the firm is also the owner's row."""

    operator: Person = field(default_factory=rows.operator)
    firm: Person = field(default_factory=rows.firm_owner)
    supplier: Person = field(
        default_factory=lambda: rows.person(
            "이공급", Role.SUPPLIER, rows.organisation("두레솔루션", "supplier"), "supplier@example.org"
        )
    )

    def employer(self, person: Person) -> Organisation:
        return person.memberships.order_by("id")[0].organisation

    def parties(self, orders: Sequence[int] = (1, 2, 3)) -> list[Party]:
        people = zip(
            (self.operator, self.firm, self.supplier), ("운영기관", "도입기업", "공급기업"), orders, strict=True
        )
        return [Party(self.employer(person).pk, person.pk, capacity, order) for person, capacity, order in people]

    def open(self, orders: Sequence[int] = (1, 2, 3), **more: object) -> Envelope:
        told = {"title": "사업협약서", "pdf": pdf(), "signatories": self.parties(orders), "by": SYSTEM, **more}
        return actions.open_envelope(owner=self.employer(self.firm), chain="programme:1", at=AT, **told)


def seat(envelope: Envelope, person: Person) -> Signatory:
    return envelope.signatories.get(person=person)


def sign(envelope: Envelope, person: Person, at: datetime = LATER, **more: object) -> Signatory:
    now = Envelope.objects.get(pk=envelope.pk)
    told = {"seen_sha256": now.current_sha256, "factor": factor(at), **more}
    return actions.sign(signatory=seat(now, person), by=rows.actor(person), at=at, **told)


def sign_all(envelope: Envelope, scene: Scene) -> Envelope:
    for person in (scene.operator, scene.firm, scene.supplier):
        sign(envelope, person)
    return Envelope.objects.get(pk=envelope.pk)


def content(envelope: Envelope) -> bytes:
    return queries.current_file(Envelope.objects.get(pk=envelope.pk)).read_bytes()


def pdfsig(path: Path) -> list[str]:
    """What the outside tool says of each signature."""
    done = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False)
    mark = "Signature Validation: "
    return [line.split(mark)[1] for line in done.stdout.splitlines() if mark in line]


def actor(person: Person) -> Actor:
    return rows.actor(person)
