"""Giving an application its number."""

from dure.journey.applications.models import Application, NumberSeries


def next_number(row: Application) -> str:
    """The next number of the type in the programme, ``JS1-2024-017``; the series stays locked until the commit."""
    NumberSeries.objects.get_or_create(programme_id=row.programme_id, type_code=row.type_code)
    series = NumberSeries.objects.select_for_update().get(programme_id=row.programme_id, type_code=row.type_code)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{row.type_code}-{row.programme.year}-{series.last:03d}"
