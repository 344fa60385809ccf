from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "dure.foundation.installation"
    label = "installation"
