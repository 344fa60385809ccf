"""Addresses of a plant's set-up."""

from django.urls import path

from dure.floor.plant.views import editing, history, setting_up, sharing, sheets

app_name = "plant"
urlpatterns = [
    path("set-up/", setting_up.start, name="start"),
    path("set-up/<int:draft_id>/sheets/", sheets.add_to_draft, name="draft_sheets"),
    path("set-up/<int:draft_id>/finish/", setting_up.finish, name="finish"),
    path("set-up/<int:draft_id>/make/", setting_up.make, name="make"),
    path("set-up/<int:draft_id>/<slug:key>/", setting_up.step, name="step"),
    path("<str:code>/set-up/", editing.overview, name="overview"),
    path("<str:code>/set-up/sheets/", sheets.add_to_site, name="sheets"),
    path("<str:code>/set-up/versions/", history.versions, name="versions"),
    path("<str:code>/set-up/versions/<int:number>/", history.version, name="version"),
    path("<str:code>/set-up/versions/<int:number>/restore/", history.restore, name="restore"),
    path("<str:code>/set-up/machines/<str:machine>/", editing.rates, name="rates"),
    path("<str:code>/set-up/<slug:key>/", editing.edit, name="edit"),
    path("<str:code>/sharing/", sharing.sharing, name="sharing"),
    path("<str:code>/sharing/<int:sharing_id>/end/", sharing.end, name="end_sharing"),
]
