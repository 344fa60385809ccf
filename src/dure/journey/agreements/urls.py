"""Addresses of agreements, cost calculations and the memorandum."""

from django.urls import path

from dure.journey.agreements.views import agreements, changes, endings, lists, memoranda, reviews, start

app_name = "agreements"
urlpatterns = [
    path("", lists.show_agreements, name="list"),
    path("mine/", lists.show_mine, name="mine"),
    path("costs/", reviews.show_reviews, name="reviews"),
    path("costs/<int:application_id>/", reviews.show_review, name="review"),
    path("costs/<int:application_id>/open/", reviews.open_review, name="open_review"),
    path("costs/<int:application_id>/totals/", reviews.totals, name="review_totals"),
    path("costs/<int:application_id>/reopen/", reviews.reopen, name="reopen_review"),
    path("memoranda/", memoranda.show_memoranda, name="memoranda"),
    path("memoranda/begin/", memoranda.begin, name="begin_memorandum"),
    path("memoranda/<int:memorandum_id>/", memoranda.show_memorandum, name="memorandum"),
    path("memoranda/<int:memorandum_id>/edit/", memoranda.edit, name="edit_memorandum"),
    path("memoranda/<int:memorandum_id>/memorandum.pdf", memoranda.preview, name="memorandum_pdf"),
    path("memoranda/<int:memorandum_id>/<str:verb>/", memoranda.decide, name="decide_memorandum"),
    path("obligations/<int:obligation_id>/<str:verb>/", memoranda.settle, name="settle_obligation"),
    path("<int:agreement_id>/", agreements.show_agreement, name="agreement"),
    path("<int:agreement_id>/agreement.pdf", agreements.preview, name="agreement_pdf"),
    path("<int:agreement_id>/agreement.hwpx", agreements.hwpx_file, name="agreement_hwpx"),
    path("<int:agreement_id>/send/", agreements.send, name="send"),
    path("<int:agreement_id>/take-back/", agreements.take_back, name="take_back"),
    path("<int:agreement_id>/start/", start.show_start, name="start"),
    path("<int:agreement_id>/start/edit/", start.edit_start, name="edit_start"),
    path("<int:agreement_id>/start/save/", start.autosave_start, name="autosave_start"),
    path("<int:agreement_id>/start/<str:verb>/", start.decide_start, name="decide_start"),
    path("<int:agreement_id>/bonds/new/", start.add_bond, name="add_bond"),
    path("bonds/<int:bond_id>/renew/", start.renew_bond, name="renew_bond"),
    path("changes/", changes.list_changes, name="all_changes"),
    path("late/", changes.show_late, name="late"),
    path("<int:agreement_id>/changes/", changes.show_changes, name="changes"),
    path("<int:agreement_id>/changes/new/", changes.begin, name="begin_change"),
    path("<int:agreement_id>/versions/", changes.compare_versions, name="versions"),
    path("changes/<int:change_id>/", changes.show_change, name="change"),
    path("changes/<int:change_id>/edit/", changes.edit_change, name="edit_change"),
    path("changes/<int:change_id>/<str:verb>/", changes.decide_change, name="decide_change"),
    path("<int:agreement_id>/ending/", endings.ask, name="ask_ending"),
    path("endings/<int:ending_id>/", endings.show_ending, name="ending"),
    path("endings/<int:ending_id>/<str:verb>/", endings.decide, name="decide_ending"),
]
