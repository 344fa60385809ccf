"""Addresses of the API; its description is at ``/api/openapi.json``."""

from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI, Status

from dure.api.floor import router as floor
from dure.api.schemas import CallOut, FirmOut, Problem, ResultsOut, YearOut
from dure.foundation.access.routes import actor_of
from dure.foundation.installation.clock import now
from dure.journey.programmes import queries as programmes
from dure.journey.selection import queries as selection
from dure.portal.access import VIEW_PIPELINE
from dure.portal.queries.public import calls
from dure.portal.queries.year import year_in_numbers

api = NinjaAPI(title="Dure", version="1", docs_url=None, urls_namespace="api-v1")


@api.get("/calls", response=list[CallOut], summary="Announced programmes")
def list_calls(request: HttpRequest) -> list[CallOut]:
    """Open to all."""
    return [CallOut.model_validate(call, from_attributes=True) for call in calls(now())]


@api.get("/results/{slug}", response={200: ResultsOut, 404: Problem}, summary="A published selection")
def show_results(request: HttpRequest, slug: str) -> Status:
    """Open to all; firms that were not selected are not named."""
    programme = programmes.find_programme(slug)
    published = selection.published(programme.pk) if programme is not None else None
    if published is None:
        return Status(404, Problem(detail="No selection is published under this name."))
    firms = [
        FirmOut(
            number=firm.number,
            name=firm.firm_name,
            type=firm.type_code,
            city=firm.city_code,
            result=firm.result,
            reserve_rank=firm.reserve_rank,
        )
        for firm in published.firms
    ]
    return Status(
        200, ResultsOut(programme=slug, published_at=published.published_at, digest=published.digest, firms=firms)
    )


@api.get("/year/{slug}", response={200: YearOut, 403: Problem, 404: Problem}, summary="A programme in numbers")
def show_year(request: HttpRequest, slug: str) -> Status:
    """For those who may open the pipeline."""
    if not VIEW_PIPELINE.ask_role(actor_of(request)):
        return Status(403, Problem(detail=str(VIEW_PIPELINE.refusal)))
    year = year_in_numbers(slug) if programmes.find_programme(slug) is not None else None
    if year is None:
        return Status(404, Problem(detail="No programme has this name."))
    return Status(200, YearOut.model_validate(year))


api.add_router("/floor", floor)
urlpatterns = [path("", api.urls)]
