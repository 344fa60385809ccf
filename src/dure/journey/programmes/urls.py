"""Addresses of programmes and their notices."""

from django.urls import path

from dure.journey.programmes.views import desk, edit, places, public, publish, start

app_name = "programmes"
urlpatterns = [
    path("", desk.programmes, name="list"),
    path("new/", start.new, name="new"),
    path("<slug:slug>/", desk.detail, name="detail"),
    path("<slug:slug>/notice/", public.notice, name="public_notice"),
    path("<slug:slug>/copy/", start.copy, name="copy"),
    path("<slug:slug>/amend/", publish.amend, name="amend"),
    path("<slug:slug>/discard/", publish.discard, name="discard"),
    path("<slug:slug>/publish/", publish.publish, name="publish"),
    path("<slug:slug>/versions/<int:number>/", desk.version, name="version"),
    path("<slug:slug>/compare/", desk.compare, name="compare"),
    path("<slug:slug>/edit/<slug:section>/", edit.edit, name="edit"),
    path("<slug:slug>/places/", places.places, name="places"),
    path("<slug:slug>/places/reopen/", places.reopen, name="reopen"),
    path("<slug:slug>/places/move/", places.move, name="move"),
    path("<slug:slug>/close/", desk.close, name="close"),
]
