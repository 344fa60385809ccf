"""Who may open a document: whoever may see the thing it belongs to, unless the thing's own rule narrows it
by kind."""

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.registry import ask_view
from dure.foundation.access.verdict import Refused, Verdict
from dure.foundation.documents.models import Document
from dure.foundation.documents.registry import subject_of


def row_of(document: Document) -> Model | None:
    """The thing a document belongs to; None when it is gone."""
    row: Model | None = apps.get_model(document.model)._base_manager.filter(pk=document.row_id).first()
    return row


def ask_open(actor: Actor, document: Document) -> Verdict:
    """Whether the actor may open a document. A removed one is opened by nobody."""
    row = row_of(document)
    if row is None or document.removed_at is not None:
        return Refused(_("This document was removed."))
    verdict = ask_view(actor, row, _("You cannot open this document. Ask the operator if you need it."))
    subject = subject_of(type(row))
    if not verdict or subject is None or subject.read is None:
        return verdict
    return subject.read(actor, row, document.kind)
