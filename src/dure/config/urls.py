"""Every address of the product, in the order of the year."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

handler400 = "dure.foundation.interface.errors.bad_request"
handler403 = "dure.foundation.interface.errors.forbidden"
handler404 = "dure.foundation.interface.errors.not_found"
handler500 = "dure.foundation.interface.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dure.portal.urls")),
    path("language/", set_language, name="set_language"),
    path("account/", include("dure.foundation.parties.account_urls")),
    path("people/", include("dure.foundation.parties.urls")),
    path("documents/", include("dure.foundation.documents.urls")),
    path("messages/", include("dure.foundation.messages.urls")),
    path("signing/", include("dure.foundation.signing.urls")),
    path("jobs/", include("dure.foundation.jobs.urls")),
    path("search/", include("dure.foundation.search.urls")),
    path("", include("dure.foundation.interface.urls")),
    path("programmes/", include("dure.journey.programmes.urls")),
    path("prospects/", include("dure.journey.prospects.urls")),
    path("applications/", include("dure.journey.applications.urls")),
    path("evaluation/", include("dure.journey.evaluation.urls")),
    path("selection/", include("dure.journey.selection.urls")),
    path("budgets/", include("dure.journey.budgets.urls")),
    path("agreements/", include("dure.journey.agreements.urls")),
    path("builds/", include("dure.journey.builds.urls")),
    path("assets/", include("dure.journey.assets.urls")),
    path("money/", include("dure.journey.money.urls")),
    path("floor/", include("dure.floor.plant.urls")),
    path("kiosk/", include("dure.floor.entry.kiosk_urls")),
    path("floor/", include("dure.floor.entry.urls")),
    path("floor/", include("dure.floor.quality.urls")),
    path("floor/", include("dure.floor.lots.urls")),
    path("floor/", include("dure.floor.boards.urls")),
    path("demo/", include("dure.demo.urls")),
    path("api/", include("dure.api.urls")),
]
