"""Addresses of interest forms and visits."""

from django.urls import path

from dure.journey.prospects.views import coverage, desk, entry, lists, public, sheets, visits

app_name = "prospects"
urlpatterns = [
    path("", lists.interests, name="list"),
    path("visits/", visits.my_visits, name="my_visits"),
    path("visits/<int:visit_id>/", visits.visit, name="visit"),
    path("visits/<int:visit_id>/draft/", visits.save_draft, name="visit_draft"),
    path("visits/<int:visit_id>/move/", visits.move, name="move_visit"),
    path("visits/<int:visit_id>/cancel/", visits.cancel, name="cancel_visit"),
    path("interests/<int:interest_id>/", desk.detail, name="detail"),
    path("interests/<int:interest_id>/plan/", desk.plan, name="plan_visit"),
    path("interests/<int:interest_id>/correct/", entry.correct, name="correct"),
    path("interests/<int:interest_id>/duplicate/", desk.duplicate, name="duplicate"),
    path("interests/<int:interest_id>/withdraw/", desk.withdraw, name="withdraw"),
    path("interests/<int:interest_id>/restore/", desk.restore, name="restore"),
    path("interests/<int:interest_id>/apply/", desk.apply, name="apply"),
    path("receipt/<str:token>/", public.receipt, name="receipt"),
    path("receipt/<str:token>/withdraw/", public.withdraw, name="withdraw_by_link"),
    path("sheets/<int:sheet_id>/", sheets.preview, name="sheet"),
    path("sheets/<int:sheet_id>/enter/", sheets.enter, name="enter_sheet"),
    path("sheets/<int:sheet_id>/discard/", sheets.discard, name="discard_sheet"),
    path("<slug:slug>/", lists.interests, name="list_of"),
    path("<slug:slug>/interest/", public.interest, name="interest"),
    path("<slug:slug>/enter/", entry.enter, name="enter"),
    path("<slug:slug>/import/", sheets.upload, name="import"),
    path("<slug:slug>/import/template.xlsx", sheets.template, name="import_template"),
    path("<slug:slug>/assign/", lists.assign, name="assign"),
    path("<slug:slug>/similar/", desk.similar, name="similar"),
    path("<slug:slug>/coverage/", coverage.gaps, name="coverage"),
]
