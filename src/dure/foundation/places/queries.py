"""Reads over the region tree."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from dure.foundation.places.models import Place, PlaceKind, Sector


def cities(province_code: str) -> QuerySet[Place]:
    """The cities and counties of a province, by code."""
    return Place.objects.filter(parent_id=province_code, kind__in=(PlaceKind.CITY, PlaceKind.COUNTY)).order_by("code")


def provinces() -> QuerySet[Place]:
    """Every province loaded, by code."""
    return Place.objects.filter(kind=PlaceKind.PROVINCE).order_by("code")


def place_by_code(code: str) -> Place | None:
    """A place by its code in force or by its former one (Jeonbuk's changed on 2024-01-18)."""
    return Place.objects.filter(Q(code=code) | Q(former_code=code)).order_by("code").first()


def city_by_name(name: str, province_code: str) -> Place | None:
    """A city by its name as people write it: "진안", "진안군", "Jinan-gun"."""
    wanted = name.strip()
    for city in cities(province_code):
        if wanted in {city.name_ko, city.name_ko[:-1], city.name_en, city.code, city.former_code}:
            return city
    return None


def places_to_choose(with_provinces: bool = True) -> QuerySet[Place]:
    """Each province with its cities and counties, by code."""
    wanted = Q(kind__in=(PlaceKind.CITY, PlaceKind.COUNTY), parent__kind=PlaceKind.PROVINCE)
    return Place.objects.filter(wanted | Q(kind=PlaceKind.PROVINCE) if with_provinces else wanted).order_by("code")


def places_among(codes: Iterable[str]) -> QuerySet[Place]:
    """The places of these codes, by code; ``codes`` may be a query that gives them."""
    return Place.objects.filter(pk__in=codes).order_by("code")


def sectors() -> QuerySet[Sector]:
    """The KSIC manufacturing divisions, by code."""
    return Sector.objects.order_by("code")
