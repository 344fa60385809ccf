from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What the record calls the acts of this stage.
ACTIONS = {
    "money.record_deposit": _("Reported the firm's cash as paid in"),
    "money.confirm_deposit": _("Confirmed the firm's cash"),
    "money.refuse_deposit": _("Did not find the firm's cash in the account"),
    "money.draft_claim": _("Began a payment claim"),
    "money.save_claim": _("Saved a payment claim"),
    "money.submit_claim": _("Handed in a payment claim"),
    "money.withdraw_claim": _("Withdrew a payment claim"),
    "money.judge_line": _("Judged a line of a claim"),
    "money.accept_lines": _("Accepted the lines of a claim"),
    "money.check_claim": _("Checked a claim"),
    "money.return_claim": _("Gave a claim back"),
    "money.reject_claim": _("Rejected a claim"),
    "money.approve_claim": _("Approved a claim"),
    "money.make_batch": _("Put payments into a batch"),
    "money.change_batch": _("Took a payment out of a batch"),
    "money.export_batch": _("Made the bank's file of a batch"),
    "money.send_batch": _("Sent a batch to the bank"),
    "money.record_payment": _("Recorded the result of a payment"),
    "money.pay_again": _("Ordered a payment again"),
    "money.order_anew": _("Ordered a payment from another line"),
    "money.book_grants": _("Booked grants into the books"),
    "money.import_list": _("Imported a list of another system"),
    "money.match_list": _("Matched imported rows"),
    "money.match_row": _("Matched a row by hand"),
    "money.set_row_aside": _("Set an imported row aside"),
    "money.undo_row": _("Undid the matching of a row"),
    "money.record_matched": _("Recorded matched payments as paid"),
}


class MoneyConfig(AppConfig):
    name = "dure.journey.money"
    label = "money"

    def ready(self) -> None:
        """Make tables, permissions, documents and the words of the ledger known."""
        from dure.foundation.access.registry import register_view
        from dure.foundation.documents.registry import register_subject
        from dure.foundation.ledger.words import name_actions
        from dure.foundation.search.registry import name_kind, register_indexer
        from dure.journey.agreements.floors import register_floor
        from dure.journey.money import access, findable, papers, settlement_words, states  # noqa: F401  (registers the tables)
        from dure.journey.money.models import Batch, BookEntry, Claim, ClaimLine, Deposit, ImportedList, Payment
        from dure.journey.money.reckoning import claimed_by_number

        register_view(Claim, access.VIEW_CLAIM)
        register_view(ClaimLine, access.VIEW_LINE)
        register_view(Deposit, access.VIEW_DEPOSIT)
        register_view(Payment, access.VIEW_PAYMENT)
        register_view(Batch, access.VIEW_BATCH)
        register_view(ImportedList, access.VIEW_IMPORT)
        register_view(BookEntry, access.VIEW_BOOKS)
        register_subject(ClaimLine, papers.LINE_SUBJECT)
        register_subject(Batch, papers.BATCH_SUBJECT)
        register_subject(ImportedList, papers.LIST_SUBJECT)
        register_floor(claimed_by_number)
        settlement_words.register()
        name_kind(findable.KIND, pgettext_lazy("list", "Payment claims"))
        register_indexer(findable.index_all)
        name_actions(ACTIONS)
