import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from dure.foundation.interface import errors

pytestmark = pytest.mark.django_db


def get(**headers: str) -> HttpRequest:
    return RequestFactory().get("/somewhere/", headers={"Accept": "text/html", **headers})


def test_forbidden_shows_the_reason() -> None:
    response = errors.forbidden(get(), PermissionDenied("You may see your own city only."))

    assert response.status_code == 403
    assert "You may see your own city only." in response.content.decode()


def test_not_found_shows_our_sentence_and_not_djangos() -> None:
    ours = errors.not_found(get(), Http404("This notice has been withdrawn."))
    theirs = errors.not_found(get(), Http404("No Group matches the given query."))

    assert "This notice has been withdrawn." in ours.content.decode()
    assert "matches the given query" not in theirs.content.decode()
    assert (ours.status_code, theirs.status_code) == (404, 404)


def test_too_large_a_request_is_told_apart_from_a_bad_one() -> None:
    statuses = [errors.bad_request(get(), fault).status_code for fault in (RequestDataTooBig(), ValueError())]

    assert statuses == [413, 400]


def test_server_error_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = errors.server_error(get())

    assert response.status_code == 500


def test_csrf_failure_says_that_entries_are_kept() -> None:
    with override("en"):
        text = errors.csrf_failure(get()).content.decode()

    assert "kept on this device" in text
    assert 'class="sign-in session-lost"' in text


@pytest.mark.parametrize("status", sorted(errors.PAGES - {500}))
def test_every_refusal_has_a_page_in_both_languages(status: int) -> None:
    for language in ("ko", "en"):
        with override(language):
            response = errors.problem(get(), status)
        assert response.status_code == status
        assert f'<html lang="{language}">' in response.content.decode()


def answered(response: HttpResponse, **headers: str) -> HttpResponse:
    return errors.ErrorPagesMiddleware(lambda _: response)(get(**headers))


def test_an_answer_without_a_page_is_given_one_and_keeps_its_headers() -> None:
    filled = answered(HttpResponseNotAllowed(["POST"]))

    assert (filled.status_code, filled.headers["Allow"]) == (405, "POST")
    assert filled.content.startswith(b"<!DOCTYPE html>")


def test_programs_and_partial_updates_get_the_bare_answer() -> None:
    for headers in ({"Accept": "application/json"}, {"HX-Request": "true"}):
        assert answered(HttpResponse(status=429), **headers).content == b""


def test_an_answer_with_words_of_its_own_is_left_alone() -> None:
    assert answered(HttpResponse("no", status=403)).content == b"no"
