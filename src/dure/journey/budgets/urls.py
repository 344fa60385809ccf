"""Addresses of the budget."""

from django.urls import path

from dure.journey.budgets.views import booking, carrying, city, lines, lists, overview, sheets

app_name = "budgets"
urlpatterns = [
    path("", overview.show_overview, name="overview"),
    path("lines/", lists.show_lines, name="lines"),
    path("movements/", lists.show_movements, name="movements"),
    path("promises/", lists.show_promises, name="promises"),
    path("import/", sheets.upload, name="import"),
    path("import/template.xlsx", sheets.template, name="import_template"),
    path("import/enter/", sheets.enter, name="import_enter"),
    path("lines/open/", lines.open_line, name="open"),
    path("lines/<int:line_id>/", lines.show_line, name="line"),
    path("lines/<int:line_id>/carry/", carrying.carry_line, name="carry"),
    path("movements/<int:movement_id>/undo/", carrying.undo_carry, name="undo_carry"),
    path("lines/<int:line_id>/return/", booking.give_back, name="return"),
    path("lines/<int:line_id>/book/<str:kind>/", booking.book, name="book"),
    path("lines/<int:line_id>/<str:verb>/", lines.move_line, name="move"),
    path("cities/<str:code>/", city.show_city, name="city"),
]
