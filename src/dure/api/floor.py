"""The floor's door for suppliers' systems and gateways: batches of events in, the plant's names out."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from ninja.errors import HttpError
from ninja.security import HttpBearer

from dure.api.floor_schemas import CheckOut, MachineOut, NamedOut, PlantOut, ReceiptOut
from dure.api.schemas import Problem
from dure.engine.floor.plant import Check, Machine
from dure.floor.entry.suppliers.delivery import LARGEST, NoAnswer, TooLarge, Unreadable, take_delivery
from dure.floor.entry.suppliers.door import WITHIN_S, OtherPlant, Stranger, TooOften, holder_of, let_in
from dure.floor.entry.suppliers.models import Source
from dure.floor.plant.queries import plant_of
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now

RETRY_S: Final = 5
_TEXT: Final = {"schema": {"type": "string"}}
_BODY: Final = {
    "requestBody": {
        "required": True,
        "description": "One event a line: CSV with a header, or NDJSON with these names; at most 10 MB, 50,000 lines.",
        "content": {"application/x-ndjson": _TEXT, "text/csv": _TEXT},
    }
}
_STATUSES: Final[dict[type[ActionRefused], int]] = {
    Unreadable: HTTPStatus.BAD_REQUEST,
    OtherPlant: HTTPStatus.FORBIDDEN,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooOften: HTTPStatus.TOO_MANY_REQUESTS,
    NoAnswer: HTTPStatus.SERVICE_UNAVAILABLE,
}
_WAITS_S: Final = {TooOften: WITHIN_S, NoAnswer: RETRY_S}
_AT_THE_DOOR: Final = {401: Problem, 403: Problem, 429: Problem}
router = Router(tags=["floor"])


class SourceToken(HttpBearer):
    """The token that a plant's firm gave to a system. It opens these addresses of its own plant and nothing else."""

    def __call__(self, request: HttpRequest) -> Source:
        """Who holds the token; without one it is refused in words, too."""
        return super().__call__(request) or self.authenticate(request, "")

    def authenticate(self, request: HttpRequest, token: str) -> Source:
        """Raises the reason as status 401."""
        try:
            return holder_of(token)
        except Stranger as refusal:
            raise HttpError(HTTPStatus.UNAUTHORIZED, refusal.reason) from refusal


@router.post(
    "/{site}/events",
    auth=SourceToken(),
    response={200: ReceiptOut, 207: ReceiptOut, 400: Problem, **_AT_THE_DOOR, 413: Problem, 503: Problem},
    summary="Tell events",
    url_name="floor_events",
    openapi_extra=_BODY,
)
def tell_events(request: HttpRequest, response: HttpResponse, site: str) -> Status:
    """200: every line is in the store, durably. 207: the others are; what was refused or held is in the receipt.

    The same lines again change nothing, so whoever has no answer sends them again.
    """
    source = _holder(request)
    try:
        let_in(source, site)
        # One byte more than is allowed tells that there was more.
        receipt = take_delivery(source, request.read(LARGEST + 1), now())
    except ActionRefused as refusal:
        return _refused(response, refusal)
    return Status(HTTPStatus.OK if receipt.all_taken else HTTPStatus.MULTI_STATUS, receipt.as_json())


@router.get(
    "/{site}/plant",
    auth=SourceToken(),
    response={200: PlantOut, **_AT_THE_DOOR},
    summary="What the plant consists of",
    url_name="floor_plant",
)
def show_plant(request: HttpRequest, response: HttpResponse, site: str) -> Status:
    """The codes that events name: machines, items, reasons, defects, checks."""
    source = _holder(request)
    try:
        let_in(source, site)
    except ActionRefused as refusal:
        return _refused(response, refusal)
    return Status(HTTPStatus.OK, _plant_out(source))


def _holder(request: HttpRequest) -> Source:
    found: Source = request.auth  # type: ignore[attr-defined]
    return found


def _refused(response: HttpResponse, refusal: ActionRefused) -> Status:
    if wait_s := _WAITS_S.get(type(refusal)):
        response.headers["Retry-After"] = str(wait_s)
    return Status(_STATUSES[type(refusal)], Problem(detail=refusal.reason))


def _plant_out(source: Source) -> PlantOut:
    plant = plant_of(source.site.code)
    return PlantOut(
        site=source.site.code,
        name=plant.name,
        timezone=plant.timezone.key,
        families=source.families,
        machines=[_machine(each) for each in plant.machines.values()],
        items=[NamedOut(id=each.id, name=each.name, unit=each.unit) for each in plant.items.values()],
        reasons=[NamedOut(id=each.id, name=each.name) for each in plant.reasons.values()],
        defects=[NamedOut(id=each.id, name=each.name) for each in plant.defects.values()],
        checks=_checks(plant.checks.values()),
        ccps=_checks(plant.ccps.values()),
    )


def _machine(found: Machine) -> MachineOut:
    counter = "all" if found.counts_all else "good"
    return MachineOut(
        id=found.id, line=found.line, name=found.name, counter=counter, stale_after_s=found.stale_after_s,
        stale_by_source=found.stale_by_source,
    )  # fmt: skip


def _checks(found: Iterable[Check]) -> list[CheckOut]:
    return [
        CheckOut(
            id=each.id, name=each.name, unit=each.unit, low=each.low, high=each.high, machine=each.machine,
            answer="number" if each.is_measured else "ok/ng",
        )
        for each in found
    ]  # fmt: skip
