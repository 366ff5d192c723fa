"""Each fault is what a client would meet on Google's wire, and says whether the work was done."""

import pytest
import requests

from tests.sheets_server import Book, Call, SheetsServer
from tests.sheets_server.conftest import Wire
from tests.sheets_server.errors import ApiError
from tests.sheets_server.faults import Quota


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        ("403", 403, "PERMISSION_DENIED"),
        ("404", 404, "NOT_FOUND"),
        ("429", 429, "RESOURCE_EXHAUSTED"),
        ("500", 500, "INTERNAL"),
        ("503", 503, "UNAVAILABLE"),
        ("disabled", 403, "PERMISSION_DENIED"),
    ],
)
def test_a_refusal_has_google_s_body_and_strikes_once(
    server: SheetsServer, book: Book, wire: Wire, kind: str, code: int, status: str
) -> None:
    server.faults.add(kind, on="values.update")
    refused = wire.write("A1", [["perdu"]])
    assert (refused.status_code, refused.json()["error"]["code"]) == (code, code)
    assert refused.json()["error"]["status"] == status
    assert (book.table("Feuille 1"), server.faults.pending) == ([], 0)
    assert wire.write("A1", [["écrit"]]).status_code == 200


def test_an_html_502_is_no_json(server: SheetsServer, wire: Wire) -> None:
    server.faults.add("html502", times=2)
    for _ in range(2):
        refused = wire.call("GET", "")
        assert (refused.status_code, refused.headers["content-type"]) == (502, "text/html; charset=utf-8")
    assert wire.call("GET", "").status_code == 200


@pytest.mark.parametrize("after_work", [False, True])
def test_a_dropped_connection_gives_no_byte(server: SheetsServer, book: Book, wire: Wire, after_work: bool) -> None:
    server.faults.add("drop", on="values.update", after_work=after_work)
    with pytest.raises(requests.ConnectionError):
        wire.write("A1", [["x"]])
    assert book.table("Feuille 1") == ([["x"]] if after_work else [])
    assert wire.values("A1:B2") == ([["x"]] if after_work else None)


@pytest.mark.parametrize("after_work", [False, True])
def test_a_timeout_is_silence(server: SheetsServer, book: Book, wire: Wire, after_work: bool) -> None:
    wire.call("GET", "")
    server.faults.add("timeout", on="values.clear", after_work=after_work)
    book.type("Feuille 1", "A1", "x")
    with pytest.raises(requests.ReadTimeout):
        wire.session.post(wire.base + "/values/A1:clear", timeout=0.2)
    assert book.table("Feuille 1") == ([] if after_work else [["x"]])


def test_a_503_after_the_work_leaves_it_done(server: SheetsServer, book: Book, wire: Wire) -> None:
    server.faults.add("503", on="values.update", after_work=True)
    assert wire.write("A1", [["x"]]).status_code == 503
    assert book.table("Feuille 1") == [["x"]]


def test_a_fault_waits_for_its_own_requests(server: SheetsServer, wire: Wire) -> None:
    server.faults.add("500", on="values.batchUpdate")
    assert wire.write("A1", [["x"]]).status_code == 200
    assert server.faults.pending == 1
    with pytest.raises(ValueError, match="panne"):
        server.faults.add("panne")


def test_the_quota_counts_reads_and_writes_apart(server: SheetsServer, wire: Wire) -> None:
    server.quota(reads=2, writes=1)
    assert [wire.call("GET", "").status_code for _ in range(2)] == [200, 200]
    assert wire.write("A1", [["x"]]).status_code == 200
    refused, written = wire.call("GET", "").json()["error"], wire.write("A1", [["y"]]).json()["error"]
    assert refused["message"] == (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service "
        "'sheets.googleapis.com' for consumer 'project_number:123456789012'."
    )
    assert (refused["code"], refused["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert refused["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
    assert refused["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    assert written["details"][0]["metadata"]["quota_limit_value"] == "1"


def test_the_quota_comes_back_when_a_minute_has_passed() -> None:
    now = [0.0]
    quota = Quota(lambda: now[0])
    quota.set(reads=1, writes=0, window=60)
    quota.count("values.get")
    now[0] = 59.9
    with pytest.raises(ApiError, match="Quota exceeded"):
        quota.count("values.batchGet")
    quota.count("values.batchUpdate")
    now[0] = 60
    quota.count("values.batchGet")


def test_staff_act_just_before_the_request_that_was_named(server: SheetsServer, book: Book, wire: Wire) -> None:
    seen: list[object] = []
    server.between(lambda: seen.append(book.table("Feuille 1")), before="values.update", skip=1)
    for text in ("a", "b", "c"):
        wire.write("A1", [[text]])
    assert seen == [[["a"]]]


def test_every_call_is_kept_by_family(server: SheetsServer, wire: Wire) -> None:
    wire.write("A1", [["x"]])
    wire.values("A1")
    unknown = wire.call("POST", "/values:batchGetByDataFilter", json={})
    assert (unknown.status_code, unknown.json()["error"]["status"]) == (501, "UNIMPLEMENTED")
    families = [call.family for call in server.calls]
    assert families == ["token", "values.update", "values.get", "unknown"]
    assert server.calls[1] == Call("PUT", "values.update")
    assert (server.reads, server.writes) == (1, 1)


def test_what_breaks_in_the_server_breaks_the_test() -> None:
    with pytest.raises(ZeroDivisionError), SheetsServer() as server:  # noqa: PT012 - the server raises as it stops
        wire = Wire(server, server.book(server.new_spreadsheet()))
        server.between(lambda: 1 / 0, before="values.get")
        assert wire.call("GET", "/values/A1").status_code == 500
