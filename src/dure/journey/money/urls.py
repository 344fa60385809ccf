"""Addresses of deposits, claims, payments, imports and the books."""

from django.urls import URLPattern, path

from dure.journey.money.settlement_urls import SETTLEMENT_URLS
from dure.journey.money.views import batches, books, claims, desk, imports, judging, own

app_name = "money"

urlpatterns: list[URLPattern] = [
    path("", own.mine, name="mine"),
    path("agreements/<int:agreement_id>/deposit/", own.deposit, name="deposit"),
    path("agreements/<int:agreement_id>/claim/", own.begin, name="begin"),
    path("claims/", desk.claims, name="claims"),
    path("claims/<int:claim_id>/", claims.show, name="claim"),
    path("claims/<int:claim_id>/lines/new/", claims.line, name="new_line"),
    path("claims/<int:claim_id>/lines/<int:line_id>/", claims.line, name="line"),
    path("claims/<int:claim_id>/lines/<int:line_id>/remove/", claims.remove_line, name="remove_line"),
    path("claims/<int:claim_id>/lines/<int:line_id>/judge/", judging.judge, name="judge"),
    path("claims/<int:claim_id>/hand-in/", claims.hand_in, name="hand_in"),
    path("claims/<int:claim_id>/withdraw/", claims.withdraw, name="withdraw"),
    path("claims/<int:claim_id>/accept/", judging.accept_rest, name="accept_rest"),
    path("claims/<int:claim_id>/check/", judging.check, name="check"),
    path("claims/<int:claim_id>/approve/<int:step>/", judging.approve, name="approve"),
    path("claims/<int:claim_id>/lateness/<str:verb>/", judging.decide_late, name="decide_late"),
    path("claims/<int:claim_id>/give-back/", judging.give_back, name="give_back"),
    path("claims/<int:claim_id>/reject/", judging.reject, name="reject"),
    path("approvals/", desk.queue, name="queue"),
    path("deposits/", desk.deposits, name="deposits"),
    path("deposits/<int:deposit_id>/confirm/", judging.confirm, name="confirm_deposit"),
    path("payments/", desk.payments, name="payments"),
    path("payments/<int:payment_id>/settle/", judging.settle, name="settle_payment"),
    path("batches/", batches.batches, name="batches"),
    path("batches/make/", batches.make, name="make_batch"),
    path("batches/<int:batch_id>/", batches.batch, name="batch"),
    path("batches/<int:batch_id>/export/", batches.export, name="export_batch"),
    path("batches/<int:batch_id>/send/", batches.send, name="send_batch"),
    path("batches/<int:batch_id>/take-out/<int:payment_id>/", batches.take_out, name="take_out"),
    path("imports/", imports.lists, name="imports"),
    path("imports/new/", imports.upload, name="import"),
    path("imports/drafts/<int:draft_id>/", imports.preview, name="draft"),
    path("imports/drafts/<int:draft_id>/enter/", imports.enter, name="enter_draft"),
    path("imports/drafts/<int:draft_id>/discard/", imports.discard, name="discard_draft"),
    path("imports/<int:list_id>/", imports.imported, name="imported"),
    path("imports/<int:list_id>/record/", imports.record, name="record_matched"),
    path("imports/rows/<int:row_id>/", imports.decide, name="decide_row"),
    path("compare/<slug:system>/", imports.reconciliation, name="reconciliation"),
    path("compare/<slug:system>/again/", imports.again, name="match_again"),
    path("books/", books.books, name="books"),
    path("books/journal/", books.journal, name="journal"),
    path("books/grants/", books.bring_in, name="bring_in_grants"),
    *SETTLEMENT_URLS,
]
