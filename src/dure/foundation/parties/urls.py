from django.urls import URLPattern, path

from dure.foundation.parties.views import invitations, lists, merging, organisations, people, restrictions

app_name = "parties"
urlpatterns: list[URLPattern] = [
    path("", lists.people, name="people"),
    path("new/", people.add_person, name="add_person"),
    path("<int:person_id>/", people.person, name="person"),
    path("<int:person_id>/change/", people.change_person, name="change_person"),
    path("<int:person_id>/role/", people.grant_role, name="grant_role"),
    path("<int:person_id>/invite/", people.invite, name="invite"),
    path("<int:person_id>/unlock/", people.unlock, name="unlock"),
    path("<int:person_id>/erase/", people.erase, name="erase"),
    path("roles/<int:membership_id>/end/", people.end_role, name="end_role"),
    path("invitations/<int:invitation_id>/revoke/", people.revoke, name="revoke"),
    path("invitations/<str:token>/", invitations.accept, name="accept"),
    path("organisations/", lists.organisations, name="organisations"),
    path("organisations/new/", organisations.add_organisation, name="add_organisation"),
    path("organisations/<int:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<int:organisation_id>/name/", organisations.rename, name="rename"),
    path("organisations/<int:organisation_id>/number/", organisations.change_number, name="change_number"),
    path(
        "organisations/<int:organisation_id>/place/",
        organisations.add_establishment,
        name="add_establishment",
    ),
    path("organisations/<int:organisation_id>/bans/new/", restrictions.impose, name="impose_restriction"),
    path(
        "organisations/<int:organisation_id>/bans/<int:restriction_id>/lift/",
        restrictions.lift,
        name="lift_restriction",
    ),
    path("organisations/<int:organisation_id>/merge/", merging.merge, name="merge"),
]
