"""One line and one observation per request, by route template, without names and bodies."""

import io
import json
import logging
import sys

import pytest
import structlog
from fastapi import Request
from fastapi.testclient import TestClient

from service.book import Check
from service.http.app import make_app
from service.http.fields import Output
from service.http.strict import routes
from service.logs import configure, log, log_fault
from service.routes import health
from service.settings import Settings

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
papers = routes("documents")


class PaperView(Output):
    title: str


@papers.get("/papers/{paper}")
async def get_paper(request: Request, secretariat: str, paper: str) -> PaperView:
    request.state.actor = "018f-actor"
    if paper == "bad":
        raise RuntimeError("Dr Secret fell over")
    return PaperView(title="Dr Secret's paper")


class Book:
    found = (Check("database", "pass", "answers"), Check("durability", "pass", "synced"))

    def ready(self):
        return self.found


class Ajar:
    async def admit(self, request, need):
        pass


class Stdout(io.TextIOWrapper):
    def lines(self):
        self.flush()
        return [json.loads(line) for line in self.buffer.getvalue().splitlines()]


@pytest.fixture
def stdout(monkeypatch):
    stream = Stdout(io.BytesIO(), write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    configure(Settings())
    yield stream
    structlog.reset_defaults()
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []


@pytest.fixture
def http(stdout):
    app = make_app([papers, health.router], Settings())
    app.state.book, app.state.door = Book(), Ajar()
    return TestClient(app)


def test_a_request_is_one_line_with_the_template_and_never_the_path(http, stdout):
    headers = {"X-Request-ID": "abc-1", "traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}
    answer = http.get("/v1/default/papers/secret", headers=headers)
    assert answer.headers["x-request-id"] == "abc-1"
    (line,) = stdout.lines()
    assert line.pop("timestamp")
    assert line.pop("ms") >= 0
    assert line == {
        "event": "request",
        "level": "info",
        "request_id": "abc-1",
        "trace_id": TRACE,
        "method": "GET",
        "route": "/v1/{secretariat}/papers/{paper}",
        "status": 200,
        "actor": "018f-actor",
    }


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, "a\tb"])
def test_a_request_id_that_is_not_sane_is_replaced(http, given):
    minted = http.get("/health/live", headers={"X-Request-ID": given}).headers["x-request-id"]
    assert minted != given
    assert len(minted) == 32


def test_a_fault_is_logged_with_its_place_but_not_its_message(http, stdout):
    reference = http.get("/v1/default/papers/bad").json()["reference"]
    fault, line = stdout.lines()
    assert fault["kind"] == "RuntimeError"
    assert "get_paper" in fault["where"][-1]
    assert fault["reference"] == line["request_id"] == reference
    assert line["status"] == 500
    assert "Secret" not in json.dumps(fault)


def test_debugging_shows_the_message(stdout, monkeypatch):
    monkeypatch.setattr(sys, "stdout", stdout)  # pytest puts its own in place before each test
    configure(Settings(log_level="debug"))
    log_fault(RuntimeError("said"), "r")
    assert stdout.lines()[-1]["message"] == "said"


def test_a_cause_is_named_with_what_it_caused(stdout):
    error = ValueError("x")
    error.__cause__ = KeyError("y")
    log_fault(error, "r")
    assert stdout.lines()[-1]["kind"] == "ValueError from KeyError"


def test_what_uvicorn_says_goes_the_same_way_and_its_access_log_is_off(stdout):
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 7)
    logging.getLogger("uvicorn.error").error("it failed", exc_info=OSError("Dr Secret"))
    logging.getLogger("uvicorn.access").info("GET /secret")
    started, failed, fault = stdout.lines()
    assert (started["event"], started["logger"]) == ("Started server process [7]", "uvicorn.error")
    assert (failed["event"], fault["kind"]) == ("it failed", "OSError")


def test_people_get_text(capsys):
    configure(Settings(log_format="text"))
    log().info("hello")
    structlog.reset_defaults()
    assert "hello" in capsys.readouterr().out


def test_the_service_is_alive_without_a_look_and_ready_after_one(http):
    assert http.get("/health/live").json() == {"status": "pass"}
    assert http.get("/health/ready").json() == {
        "status": "pass",
        "components": [
            {"name": "database", "status": "pass", "detail": "answers"},
            {"name": "durability", "status": "pass", "detail": "synced"},
        ],
    }


ASYNCHRONOUS = Check("durability", "warn", "replication is asynchronous")
GAP = Check("log", "fail", "a gap at 7")


def test_a_component_that_needs_a_look_is_named_and_requests_are_served(http, monkeypatch):
    monkeypatch.setattr(Book, "found", [Check("database", "pass", "answers"), ASYNCHRONOUS])
    answer = http.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "warn",
        "components": [
            {"name": "database", "status": "pass", "detail": "answers"},
            {"name": "durability", "status": "warn", "detail": "replication is asynchronous"},
        ],
    }


def test_a_component_that_fails_is_named(http, monkeypatch):
    monkeypatch.setattr(Book, "found", [Check("database", "pass", "answers"), GAP])
    answer = http.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "not ready; log: a gap at 7"


def test_a_component_that_fails_outweighs_one_that_needs_a_look(http, monkeypatch):
    monkeypatch.setattr(Book, "found", [ASYNCHRONOUS, GAP])
    answer = http.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "not ready; log: a gap at 7"


def test_metrics_count_by_template_and_made_up_methods_make_no_series(http):
    http.get("/v1/default/papers/one")
    http.request("BREW", "/v1/default/papers/one")
    http.request("STIR", "/v1/default/papers/one")
    text = http.get("/metrics").text
    assert (
        'minutebook_http_requests_total{method="GET",route="/v1/{secretariat}/papers/{paper}",'
        'status="2xx"} 1.0'
    ) in text
    assert 'method="OTHER",route="/v1/{secretariat}/papers/{paper}",status="4xx"} 2.0' in text
    assert "minutebook_http_request_seconds_bucket" in text
