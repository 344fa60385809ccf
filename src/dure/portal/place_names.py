"""Names of places where there is little room."""

from dure.foundation.places.models import Place


def short_name(place: Place) -> str:
    """The name on a tile: in English without "-si" or "-gun", which the map says already."""
    return place.name.removesuffix("-si").removesuffix("-gun")
