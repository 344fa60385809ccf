"""The labels of a project's assets, to be printed and put on them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.journey.assets import queries
from dure.journey.assets.access import VIEW_ASSET
from dure.journey.assets.labels import labels_pdf
from dure.journey.assets.states import AssetState
from dure.journey.assets.views import found


@needs(VIEW_ASSET)
@require_GET
def sheet(request: HttpRequest, agreement_id: int) -> HttpResponse:
    """An A4 sheet of labels: of all assets kept, or of the one asset named in the address (``?asset=``)."""
    actor = actor_of(request)
    row = found.agreement(agreement_id, actor)
    rows = VIEW_ASSET.rows(actor, queries.assets_of(row.pk)).exclude(status=AssetState.DISPOSED)
    wanted = request.GET.get("asset", "")
    labels = queries.labels_of(rows.filter(pk=int(wanted)) if wanted.isdecimal() else rows)
    if not labels:
        raise Http404(_("There is no asset to print a label for."))
    response = HttpResponse(labels_pdf(labels), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="labels-{row.number}.pdf"'
    return response
