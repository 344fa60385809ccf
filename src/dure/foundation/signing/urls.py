from django.urls import URLPattern, path

from dure.foundation.signing.views import ceremonies, closing, envelopes, keys, signing, verification

app_name = "signing"
urlpatterns: list[URLPattern] = [
    path("<int:signatory_id>/", signing.sign, name="sign"),
    path("<int:signatory_id>/code/", signing.code, name="code"),
    path("<int:signatory_id>/return/", signing.decline, name="decline"),
    path("<int:signatory_id>/hand-over/", signing.reassign, name="reassign"),
    path("document/<int:envelope_id>/", envelopes.envelope, name="envelope"),
    path("document/<int:envelope_id>/page-<int:number>.png", envelopes.page, name="page"),
    path("document/<int:envelope_id>/cancel/", closing.cancel, name="cancel"),
    path("document/<int:envelope_id>/outside/", closing.outside, name="outside"),
    path("document/<int:envelope_id>/paper/", closing.paper, name="paper"),
    path("document/<int:envelope_id>/ceremony/", ceremonies.ceremony, name="ceremony"),
    path("ceremonies/<str:label>/", ceremonies.ceremonies, name="ceremonies"),
    path("keys/", keys.keys, name="keys"),
    path("keys/make/", keys.make, name="make_key"),
    path("keys/organisation/", keys.organisation, name="organisation_key"),
    path("keys/external/", keys.external, name="external_key"),
    path("keys/<int:key_id>/revoke/", keys.revoke, name="revoke_key"),
    path("verify/", verification.verify, name="verify"),
    path("development-ca.pem", verification.root, name="authority"),
]
