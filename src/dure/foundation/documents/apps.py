from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dure.foundation.ledger.words import name_actions


class DocumentsConfig(AppConfig):
    name = "dure.foundation.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from dure.foundation.documents.backup import DOCUMENTS
        from dure.foundation.installation.contents import register_content

        register_content(DOCUMENTS)
        name_actions({"documents.store": _("Attached a document"), "documents.remove": _("Removed a document")})
