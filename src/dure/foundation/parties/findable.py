"""The search words of organisations and people, kept with them; called inside the acts that change them."""

from django.urls import reverse

from dure.foundation.interface import hangul
from dure.foundation.parties.business_number import write_business_number
from dure.foundation.parties.models import Organisation, Person
from dure.foundation.search import actions as search


def make_organisation_findable(row: Organisation) -> None:
    """Bring an organisation's search words up to date: names, representative, every number it ever had."""
    numbers = list(row.numbers.order_by("from_on", "id").values_list("number", flat=True))
    row.search_key = hangul.search_key(row.name, row.name_en, row.representative, *numbers)
    row.save(update_fields=["search_key"])
    if row.merged_into_id is not None:
        search.forget(row)
        return
    subtitle = " · ".join(filter(None, [write_business_number(numbers[-1]) if numbers else "", row.representative]))
    search.index(
        row,
        kind="organisation",
        title=row.name,
        subtitle=subtitle,
        url=reverse("parties:organisation", args=[row.pk]),
        words=[row.name_en, *numbers],
    )


def make_person_findable(row: Person) -> None:
    """Bring a person's search words up to date; an erased person is not found."""
    row.search_key = "" if row.erased_at else hangul.search_key(row.name, row.email or "", row.phone)
    row.save(update_fields=["search_key"])
    if row.erased_at:
        search.forget(row)
        return
    url = reverse("parties:person", args=[row.pk])
    search.index(row, kind="person", title=row.name, subtitle=row.email or "", url=url, words=[row.phone])


def make_all_findable() -> None:
    """Write the entries of every organisation and person anew."""
    for organisation in Organisation.objects.iterator():
        make_organisation_findable(organisation)
    for person in Person.objects.iterator():
        make_person_findable(person)
