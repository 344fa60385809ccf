"""Addresses of the kiosk: everything a device reaches."""

from django.urls import path

from dure.floor.entry.views import kiosk, pairing

app_name = "kiosk"
urlpatterns = [
    path("", kiosk.home, name="home"),
    path("m/<str:machine>/", kiosk.home, name="machine"),
    path("pair/", pairing.pair, name="pair"),
    path("pair/<str:code>/", pairing.pair, name="pair_code"),
    path("plant.json", kiosk.plant, name="plant"),
    path("events", kiosk.events, name="events"),
    path("badge", kiosk.badge, name="badge"),
    path("worker.js", kiosk.worker, name="worker"),
    path("kiosk.webmanifest", kiosk.manifest, name="manifest"),
]
