from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dure.foundation.ledger.words import name_actions


class SigningConfig(AppConfig):
    name = "dure.foundation.signing"
    label = "signing"
    verbose_name = _("Signing")

    def ready(self) -> None:
        from dure.foundation.access.registry import register_view
        from dure.foundation.messages.registry import name_deadline
        from dure.foundation.parties.registry import register_eraser
        from dure.foundation.signing import states  # noqa: F401  registers its transition tables
        from dure.foundation.signing.access import VIEW_ENVELOPE
        from dure.foundation.signing.forgetting import forget_person
        from dure.foundation.signing.models import Envelope
        from dure.foundation.signing.turns import SIGN_DUE, sign_link

        register_view(Envelope, VIEW_ENVELOPE)
        register_eraser(forget_person)
        name_deadline(SIGN_DUE, _("Sign a document"), sign_link)
        name_actions(
            {
                "signing.make_key": _("Made a signing key"),
                "signing.add_organisation_key": _("Added an organisation's certificate"),
                "signing.add_external_key": _("Added an external signer's certificate"),
                "signing.revoke_key": _("Revoked a signing key"),
                "signing.send_code": _("Sent a code to sign with"),
                "signing.open": _("Opened a document for signing"),
                "signing.sign": _("Signed a document"),
                "signing.decline": _("Returned a document without signature"),
                "signing.reassign": _("Named another person to sign"),
                "signing.cancel": _("Called off the signing"),
                "signing.conclude_outside": _("Entered a contract concluded with an outside service"),
                "signing.conclude_on_paper": _("Entered a contract sealed on paper"),
            }
        )
