"""Addresses of the pages that join stages."""

from django.urls import path

from dure.portal.views.city import show_city
from dure.portal.views.firm import show_firm
from dure.portal.views.first_run import first_run
from dure.portal.views.home import home
from dure.portal.views.ledger import show_ledger
from dure.portal.views.pipeline import show_pipeline
from dure.portal.views.public import front, results
from dure.portal.views.shop_floor import show_shop_floor

app_name = "portal"
urlpatterns = [
    path("", front, name="front"),
    path("home/", home, name="home"),
    path("ledger/", show_ledger, name="ledger"),
    path("pipeline/", show_pipeline, name="pipeline"),
    path("firms/<int:firm_id>/", show_firm, name="firm"),
    path("places/<str:code>/", show_city, name="city"),
    path("shop-floor/", show_shop_floor, name="shop_floor"),
    path("shop-floor/<slug:slug>/", show_shop_floor, name="shop_floor_of"),
    path("results/<slug:slug>/", results, name="results"),
    path("first-run/", first_run, name="first_run"),
]
