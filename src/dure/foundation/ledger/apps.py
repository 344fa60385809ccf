from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "dure.foundation.ledger"
    label = "ledger"
