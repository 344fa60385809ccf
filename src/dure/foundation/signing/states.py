"""What may become of an envelope and of each signature in it."""

from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Role
from dure.foundation.signing.models import EnvelopeStatus, SignatoryStatus
from dure.foundation.workflow.table import Table, Transition, register_table

# Which person, and which manager, is decided by the envelope's own rows and by the stage that owns it: access.py.
ANYONE = frozenset(Role)
DRAFT, OPEN = EnvelopeStatus.DRAFT, EnvelopeStatus.OPEN
WAITING = (SignatoryStatus.WAITING,)

ENVELOPES = register_table(
    Table(
        model="signing.Envelope",
        title="Documents to sign",
        states=EnvelopeStatus,
        initial=DRAFT,
        transitions=(
            Transition("open", (DRAFT,), OPEN, ANYONE, _("Open for signing")),
            Transition("conclude", (OPEN,), EnvelopeStatus.CONCLUDED, ANYONE, _("Conclude")),
            Transition("decline", (OPEN,), EnvelopeStatus.DECLINED, ANYONE, _("Return without signature"), True),
            Transition(
                "replace",
                (OPEN, EnvelopeStatus.DECLINED, EnvelopeStatus.CANCELLED),
                EnvelopeStatus.REPLACED,
                ANYONE,
                _("Replace by a new version"),
            ),
            Transition("cancel", (DRAFT, OPEN), EnvelopeStatus.CANCELLED, ANYONE, _("Cancel"), True),
        ),
    )
)
SIGNATORIES = register_table(
    Table(
        model="signing.Signatory",
        title="Signatures",
        states=SignatoryStatus,
        initial=SignatoryStatus.WAITING,
        transitions=(
            Transition("sign", WAITING, SignatoryStatus.SIGNED, ANYONE, _("Sign")),
            Transition("decline", WAITING, SignatoryStatus.DECLINED, ANYONE, _("Return without signature"), True),
            Transition("lift", WAITING, SignatoryStatus.LIFTED, ANYONE, _("No longer ask for a signature")),
        ),
    )
)
