"""A person who meets an error reads what to do, in his language."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from sanbao.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


def forbids(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def overflows(request: HttpRequest) -> HttpResponse:
    raise RequestDataTooBig


PROBLEM = "application/problem+json"
urlpatterns = [
    *(path("b/", breaks), path("f/", forbids), path("o/", overflows)),
    *(path("api/b/", breaks), path("api/o/", overflows)),
    *urlpatterns,
]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("url", "code", "chinese", "english"),
    [
        ("/nowhere/", 404, "没有这个页面", "This page is not there"),
        ("/f/", 403, "页面已过期", "This page has grown old"),
        ("/o/", 413, "发送的内容太大", "What you sent is too large"),
    ],
)
def test_an_error_is_said_in_both_languages(
    client: Client, url: str, code: int, chinese: str, english: str
) -> None:
    for language, words in (("zh-hans", chinese), ("en", english)):
        answer = client.get(url, headers={"accept-language": language})
        assert answer.status_code == code
        assert words in answer.content.decode()


def test_a_fault_of_ours_shows_no_details(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/b/")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "a fault of ours" not in text
    assert "系统出错了" in text
    assert "Something went wrong" in text


def test_a_request_larger_than_any_upload_is_refused_at_once(client: Client) -> None:
    for language, words in (("zh-hans", "一次最多发送 64 MB"), ("en", "At most 64 MB go at once")):
        sent = {"CONTENT_LENGTH": f"{65 * 1024 * 1024}", "headers": {"accept-language": language}}
        answer = client.post("/o/", data={}, **sent)
        assert (answer.status_code, words in answer.content.decode()) == (413, True)
        answer = client.post("/api/repair-sheet-imports", data={}, **sent)
        assert (answer.status_code, answer["Content-Type"]) == (413, PROBLEM)
        assert words in answer.json()["detail"]


@pytest.mark.parametrize(("url", "code"), [("/api/o/", 413), ("/api/nowhere", 404)])
def test_a_program_is_answered_with_a_problem(client: Client, url: str, code: int) -> None:
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (code, PROBLEM)
    assert answer.json()["status"] == code


def test_a_program_is_told_of_a_fault_of_ours_without_details(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/api/b/")
    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)
    assert "a fault of ours" not in answer.content.decode()


def test_no_debug_page_without_being_asked(settings) -> None:
    assert settings.DEBUG is False
