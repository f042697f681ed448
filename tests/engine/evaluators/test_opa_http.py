# SPDX-License-Identifier: Apache-2.0
"""The wire: what odd servers, proxies and addresses do becomes one of our errors, and no answer is ever made up."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from licet.errors import EvaluatorError, PolicyError
from licet.evaluators import open_evaluator
from licet.evaluators.opa_http import Http

Answer = tuple[int, dict[str, str], bytes]
GOOD = {"result": {}, "provenance": {"version": "1.22.2", "bundles": {"licet": {"revision": "r1"}}}}


def reply(body: object, status: int = 200, **headers: str) -> Answer:
    return status, headers, body if isinstance(body, bytes) else json.dumps(body).encode()


class Stub(ThreadingHTTPServer):
    """Answers with what the test queued, the last answer for ever, and keeps what was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[Answer] = []
        self.asked: list[tuple[str, str, bytes]] = []
        self.delay = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server.asked.append((self.command, self.path, body))
        time.sleep(self.server.delay)
        status, headers, text = self.server.answers[0] if len(self.server.answers) == 1 else self.server.answers.pop(0)
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_PUT = do_DELETE = do_POST

    def log_message(self, *_: object) -> None:
        """Say nothing on stderr."""


@pytest.fixture
def stub() -> Iterator[Stub]:
    with Stub() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_question_carries_its_input_and_the_strict_options(stub: Stub) -> None:
    stub.answers = [reply(GOOD)]
    assert Http(stub.url, 5).ask("licet.rules", {}) == GOOD
    assert stub.asked == [
        ("POST", "/v1/data/licet/rules?strict-builtin-errors=true&metrics=true&provenance=true", b'{"input": {}}')
    ]


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_busy_server_is_asked_again(stub: Stub, status: int) -> None:
    stub.answers = [reply(b"<html>", status), reply(b"", status), reply(GOOD)]
    assert Http(stub.url, 5).ask("licet.rules", {}) == GOOD
    assert len(stub.asked) == 3


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply(b"<html>", 503), "HTTP 503"),
        (reply({}), r"no result for data\.licet\.rules"),
        (reply([]), "no result"),
        (reply(b"<html>"), "Expecting value"),
        (reply(b"<html>", 500), "HTTP 500"),
        (reply([1], 500), "HTTP 500"),
        (reply({"code": "unauthorized", "message": "not allowed"}, 401), "not allowed"),
        (reply({"message": "failed", "errors": [{"message": "why"}]}, 500), "why"),
        (reply({"errors": [{"message": "why", "location": {"file": "licet/0123456789abcdef/a.rego", "row": 1, "col": 2}}]}, 500),
         r": a\.rego:1:2: why"),
        (reply(GOOD, 302, location="/v1/data/licet/rules"), "redirected to"),
        (reply(GOOD, 307, location="http://127.0.0.1:9/"), "redirected to http://127.0.0.1:9/"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_an_error(stub: Stub, answer: Answer, words: str) -> None:
    stub.answers = [answer]
    with pytest.raises(EvaluatorError, match=words):
        Http(stub.url, 5).ask("licet.rules", {})


def test_a_list_of_policies_from_elsewhere_is_refused(stub: Stub) -> None:
    stub.answers = [reply(b"", 301, location="http://127.0.0.1:9/v1/policies")]
    with pytest.raises(EvaluatorError, match="redirected to http://127.0.0.1:9/v1/policies"):
        Http(stub.url, 5).modules()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (reply(b"<html>", 400), EvaluatorError),
        (reply([], 400), EvaluatorError),
        (reply({"code": "invalid_parameter", "message": "no"}, 400), PolicyError),
    ],
)
def test_a_refused_module_is_not_rewritten_and_sent_again(stub: Stub, answer: Answer, kind: type[Exception]) -> None:
    stub.answers = [answer]
    with pytest.raises(kind):
        Http(stub.url, 5).put("licet/a", "package a\n\ndeny[x] { x := 1 }\n")
    assert len(stub.asked) == 1


def test_a_module_that_is_gone_is_deleted_already(stub: Stub) -> None:
    stub.answers = [reply({"code": "resource_not_found", "message": "gone"}, 404)]
    Http(stub.url, 5).delete("licet/a")
    stub.answers = [reply({"code": "invalid_parameter", "message": "others need it"}, 400)]
    with pytest.raises(PolicyError, match="others need it"):
        Http(stub.url, 5).delete("licet/a")


def test_a_silent_server_times_out(stub: Stub) -> None:
    stub.answers, stub.delay = [reply(GOOD)], 1.0
    with pytest.raises(EvaluatorError, match=r"did not answer within 0\.2 s"):
        Http(stub.url, 0.2).ask("licet.rules", {})


def test_a_closed_port_is_an_error_after_a_few_tries() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    with pytest.raises(EvaluatorError, match="refused"):
        Http(url, 5).ask("licet.rules", {})


def test_no_proxy_is_used(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    stub.answers = [reply(GOOD)]
    assert Http(stub.url, 5).ask("licet.rules", {}) == GOOD


@pytest.mark.parametrize(
    "url",
    ["", "localhost:8181", "ftp://host", "http://", "http://host:x", "http://host:99999", "http://host/v1", "http://h?a=1",
     "http://user:secret@host"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(EvaluatorError, match="is no OPA server"):
        Http(url, 5)


@pytest.mark.parametrize("version", ["1.21.2", "0.70.0", "", None, "dev", 7])
def test_an_old_or_unknown_version_is_refused(stub: Stub, version: object) -> None:
    stub.answers = [reply(GOOD | {"provenance": {"version": version}})]
    with pytest.raises(EvaluatorError, match="the OPA server's version is"):
        open_evaluator("opa", {}, url=stub.url, timeout=5)


def test_a_bundle_is_used_and_nothing_is_written(stub: Stub) -> None:
    stub.answers = [reply(GOOD | {"decision_id": "d1"})]
    evaluator = open_evaluator("opa", {"a.rego": "package licet.rules.f.r\n"}, url=stub.url, timeout=5, upload=False)
    assert evaluator.evaluate("{}") == {}
    assert evaluator.record == {"decision_id": "d1", "bundles": {"licet": "r1"}}
    assert evaluator.info == {"name": "opa", "engine": "opa", "version": "1.22.2"}
    assert {method for method, _, _ in stub.asked} == {"POST"}


def test_a_server_that_is_replaced_by_an_old_one_is_refused(stub: Stub) -> None:
    stub.answers = [reply(GOOD), reply(GOOD | {"provenance": {"version": "1.0.0"}})]
    evaluator = open_evaluator("opa", {}, url=stub.url, timeout=5, upload=False)
    with pytest.raises(EvaluatorError, match=r"version is 1\.0\.0"):
        evaluator.evaluate("{}")


def test_no_rule_is_blamed_for_a_server_that_went_away(modules: dict[str, str], stub: Stub) -> None:
    stub.answers = [reply(GOOD)]
    evaluator = open_evaluator("opa", modules, url=stub.url, timeout=2, upload=False)
    stub.answers = [reply({"message": "not allowed"}, 403)]
    before = len(stub.asked)
    with pytest.raises(EvaluatorError, match="not allowed"):
        evaluator.evaluate("{}")
    assert len(stub.asked) == before + 1
