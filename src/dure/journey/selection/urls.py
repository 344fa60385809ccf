"""Addresses of the selection."""

from django.urls import path

from dure.journey.selection.views import approval, desk, letters, lists, live, results, scenarios

app_name = "selection"
urlpatterns = [
    path("", desk.show_desk, name="desk"),
    path("scenarios/make/", scenarios.make, name="make"),
    path("scenarios/compare/", scenarios.comparison, name="compare"),
    path("scenarios/<int:scenario_id>/run/", scenarios.run, name="run"),
    path("scenarios/<int:scenario_id>/check/", scenarios.check, name="check"),
    path("scenarios/<int:scenario_id>/pin/", scenarios.pin, name="pin"),
    path("scenarios/<int:scenario_id>/pin/preview/", scenarios.preview_pin, name="preview_pin"),
    path("scenarios/<int:scenario_id>/live/", live.show_live, name="live"),
    path("scenarios/<int:scenario_id>/stop/", live.stop, name="stop"),
    path("scenarios/<int:scenario_id>/opens/", live.opening, name="opens"),
    path("scenarios/<int:scenario_id>/opens/stop/", live.stop_opening, name="stop_opens"),
    path("scenarios/<int:scenario_id>/mark/", scenarios.mark, name="mark"),
    path("scenarios/<int:scenario_id>/limit/", scenarios.change_limit, name="limit"),
    path("scenarios/<int:scenario_id>/shelve/", scenarios.shelve, name="shelve"),
    path("scenarios/<int:scenario_id>/propose/", approval.propose, name="propose"),
    path("scenarios/<int:scenario_id>/<str:part>.json", scenarios.problem_file, name="file"),
    path("lists/", lists.show_lists, name="lists"),
    path("list/<int:publication_id>/", approval.show_approval, name="approval"),
    path("list/<int:publication_id>/minutes.pdf", approval.minutes, name="minutes"),
    path("list/<int:publication_id>/letters/", letters.show_letters, name="letters"),
    path("list/<int:publication_id>/letters/make/", letters.make_letters, name="make_letters"),
    path("list/<int:publication_id>/letters/<int:job_id>.pdf", letters.letters_file, name="letters_file"),
    path("list/<int:publication_id>/promote/<int:decision_id>/", approval.promote, name="promote"),
    path("list/<int:publication_id>/<str:verb>/", approval.decide, name="decide"),
    path("results/<int:application_id>/", results.show_result, name="result"),
    path("results/<int:application_id>/letter.pdf", results.letter, name="letter"),
    path("results/<int:application_id>/appeal/", results.file_appeal, name="file_appeal"),
    path("appeals/<int:appeal_id>/", results.show_appeal, name="appeal"),
    path("appeals/<int:appeal_id>/withdraw/", results.withdraw_appeal, name="withdraw_appeal"),
]
