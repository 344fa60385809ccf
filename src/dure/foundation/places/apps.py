from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "dure.foundation.places"
    label = "places"
