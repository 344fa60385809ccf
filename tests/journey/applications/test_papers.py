"""Papers as the notice asks for them."""

from datetime import date

import pytest
from tests.journey.applications.plans import start, submitted
from tests.world import AFTER_INTAKE, firm, small_programme, small_terms

from dure.journey.applications import queries
from dure.journey.applications.papers import Attached, Paper, asked_papers, checklist, documents
from dure.journey.programmes import actions as programmes
from dure.journey.programmes.parts import Label
from dure.journey.programmes.terms import RequiredPaper, Terms

DAY = date(2024, 4, 1)
TAX = Paper("tax", "납세증명서", "홈택스", valid_days=30, proves="tax_arrears")
LOCAL = Paper("local", "지방세 납세증명서", "위택스", valid_days=30, proves="tax_arrears")


def asked(*papers: RequiredPaper) -> Terms:
    return small_terms().model_copy(update={"papers": papers})


def required(code: str, **changes: object) -> RequiredPaper:
    values = {"code": code, "name": Label(ko=code, en=""), "issuer": Label(ko="발급처", en="")}
    return RequiredPaper(**(values | changes))  # type: ignore[arg-type]


def test_asked_papers_are_those_of_the_type_in_the_order_of_the_notice() -> None:
    terms = asked(required("b", types=("JS2",)), required("a"), required("c", types=("JS1", "JS2"), required=False))
    assert [paper.code for paper in asked_papers(terms, "JS1")] == ["a", "c", "other"]
    assert [paper.code for paper in asked_papers(terms, "JS2")] == ["b", "a", "c", "other"]
    assert [paper.code for paper in asked_papers(asked(), "JS1", on_behalf=True)] == ["entry_consent", "other"]


@pytest.mark.parametrize(("issued_on", "fine"), [(date(2024, 3, 2), True), (date(2024, 3, 1), False), (DAY, True)])
def test_checklist_counts_the_days_after_issue(issued_on: date, fine: bool) -> None:
    (standing,) = checklist((TAX,), (Attached("tax", "a.pdf", issued_on),), DAY)
    assert standing.is_fine is fine


def test_documents_needs_every_required_paper_that_proves_the_fact() -> None:
    tax, local = Attached("tax", "a.pdf", DAY), Attached("local", "b.pdf", DAY)
    old = Attached("local", "b.pdf", date(2024, 1, 1))
    held = [documents((TAX, LOCAL), attached, "tax_arrears", DAY) for attached in ((tax, local), (tax,), (tax, old))]
    assert held == [True, False, False]
    assert documents((TAX, LOCAL), (tax, local), "headcount", DAY) is False


@pytest.mark.django_db
def test_papers_of_an_application_are_those_of_the_notice_it_was_submitted_under() -> None:
    world = small_programme(terms=asked(required("old")))
    row, draft = submitted(world, firm("먼저식품")), start(world, firm("쓰는식품"))
    notice = programmes.amend(
        programme=world.programme, terms=asked(required("new")), by=world.operator.actor, at=AFTER_INTAKE,
        reason="제출서류를 바꿉니다.",
    )  # fmt: skip
    programmes.publish_notice(notice=notice, by=world.operator.actor, at=AFTER_INTAKE)

    found = [[each.paper.code for each in queries.paper_standings(each_row, DAY)] for each_row in (row, draft)]

    assert found == [["old", "other"], ["new", "other"]]
