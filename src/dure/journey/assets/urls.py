"""Addresses of the assets."""

from django.urls import path

from dure.journey.assets.views import assets, disposals, labels, lists, registering, sightings

app_name = "assets"
urlpatterns = [
    path("", lists.show_register, name="list"),
    path("requests/", lists.show_disposals, name="disposals"),
    path("mine/", lists.show_mine, name="mine"),
    path("projects/<int:agreement_id>/", lists.show_project, name="of_agreement"),
    path("projects/<int:agreement_id>/register/", registering.register, name="register"),
    path("projects/<int:agreement_id>/labels/", labels.sheet, name="labels"),
    path("l/<str:label>/", sightings.scanned, name="scanned"),
    path("<int:asset_id>/", assets.show_asset, name="asset"),
    path("<int:asset_id>/see/", sightings.see, name="see"),
    path("<int:asset_id>/miss/", sightings.miss, name="miss"),
    path("<int:asset_id>/ask/", disposals.ask, name="ask"),
    path("requests/<int:disposal_id>/", disposals.show_disposal, name="disposal"),
    path("requests/<int:disposal_id>/decide/", disposals.decide, name="decide"),
    path("requests/<int:disposal_id>/refuse/", disposals.refuse, name="refuse"),
    path("requests/<int:disposal_id>/withdraw/", disposals.withdraw, name="withdraw"),
]
