"""The sentences of signing that more than one action says."""

from django.utils.translation import gettext as _

from dure.foundation.access.verdict import ActionRefused
from dure.foundation.signing.portable import Unfit
from dure.foundation.signing.remote import ExternalSignerError


def unfit(why: Unfit) -> ActionRefused:
    """Why a PDF cannot be signed, and how to mend it."""
    sentences = {
        Unfit.BROKEN: _("This PDF cannot be prepared for signing. Save it as a PDF once more and try again."),
        Unfit.ENCRYPTED: _("This PDF is protected by a password. Save it without one and try again."),
        Unfit.SIGNED: _("This PDF already bears signatures. Hand in the document as it was before them."),
    }
    return ActionRefused(sentences[why])


def no_signature(error: ExternalSignerError) -> ActionRefused:
    """The outside signer did not sign."""
    return ActionRefused(
        _("The external signer gave no signature (%(why)s). Nothing was signed; try again or tell the operator.")
        % {"why": error}
    )


def seal_broken() -> ActionRefused:
    """A private key cannot be opened."""
    return ActionRefused(
        _("The private key cannot be opened: the secret of this installation is another one. Tell the operator.")
    )
