# SPDX-License-Identifier: Apache-2.0
"""The wire to an OPA server: every call bounded, retried where that is safe, every failure one of ours."""

import random
import re
import time
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote, urljoin, urlsplit

import requests
from opa_client import errors as client_errors
from opa_client.opa import OpaClient

from licet.errors import EvaluatorError, PolicyError
from licet.evaluators.answers import Unanswered

# A module of ours on a server: licet/<digest of path and text>/<path>.
OURS = re.compile(r"^licet/[0-9a-f]{16}/")

_Result = TypeVar("_Result")
_QUERY = {"strict-builtin-errors": "true", "metrics": "true", "provenance": "true"}
_PAUSES = (0.1, 0.3, 0.9)
# The client lets through what requests and its own parsing of odd error bodies raise; its errors share no base.
_FOREIGN = (
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    RuntimeError,
    client_errors.PolicyNotFoundError,
)


class _Unavailable(requests.ConnectionError):
    """502, 503 or 504: nobody judged yet, so asking again is safe."""


class _Client(OpaClient):
    """The client without its own retries, proxies and .netrc: it goes where the URL says."""

    def _init_session(self) -> requests.Session:
        session = super()._init_session()
        session.trust_env = False
        session.hooks["response"].extend((_refuse_unavailable, _refuse_redirect))
        return session


class Http:
    """The few calls that an evaluator needs."""

    def __init__(self, url: str, timeout: float) -> None:
        self._url = url
        self._timeout = timeout
        scheme, host, port = _target(url)
        self._client = _Client(host=host, port=port, ssl=scheme == "https", retries=0, timeout=timeout)

    def ask(self, path: str, facts: object) -> dict[str, object]:
        """The reply for data.<path>: `result`, provenance, metrics; a reply without a result is an error."""
        reply = self._call(lambda: self._client.query_rule(facts, path, None, _QUERY))
        if not isinstance(reply, dict) or "result" not in reply:
            raise Unanswered(f"{self._url} gave no result for data.{path}", hint="check that the policies are loaded")
        return reply

    def modules(self) -> dict[str, str]:
        """The policies on the server: id to package, e.g. data/licet/rules/license/user_limit."""
        root = f"{self._client.root_url}/"
        listed = self._call(self._client.get_policies_info)
        return {name: entry["path"].removeprefix(root) for name, entry in listed.items()}

    def put(self, name: str, text: str) -> None:
        """Store one module, as it is; the server compiles all it has and may refuse (PolicyError)."""
        self._call(lambda: self._client.update_policy_from_string(text, quote(name), rego_compat=False))

    def delete(self, name: str) -> None:
        """Remove one module; gone already is fine, and while others need it the server refuses (PolicyError)."""
        self._call(lambda: _delete(self._client, quote(name)))

    def _call(self, call: Callable[[], _Result]) -> _Result:
        try:
            return self._retried(call, time.monotonic() + self._timeout)
        except (client_errors.RegoParseError, client_errors.DeletePolicyError) as error:
            reason = _places(getattr(error, "errors", [])) or f"{error.expression}: {error.message}"
            raise PolicyError(reason, hint="correct the policy and try again") from None
        except requests.ReadTimeout:
            reason = f"{self._url} did not answer within {self._timeout:g} s"
            raise Unanswered(reason, hint="raise --timeout or look at the server") from None
        except _FOREIGN as error:
            kind = Unanswered if _status(error) == 500 else EvaluatorError
            raise kind(f"{self._url}: {_reason(error)}", hint="check --opa-url and the server's log") from None

    def _retried(self, call: Callable[[], _Result], deadline: float) -> _Result:
        for pause in _PAUSES:
            self._client.timeout = _left(deadline)
            try:
                return call()
            except requests.ConnectionError:
                time.sleep(min(pause * random.uniform(0.5, 1), _left(deadline)))
        self._client.timeout = _left(deadline)
        return call()


def _target(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    try:
        port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    except (KeyError, ValueError):
        port = 0
    if not port or not parts.hostname or parts.username or parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise EvaluatorError(
            f"{_without_password(url)!r} is no OPA server", hint="give --opa-url as http(s)://host:port, nothing after it"
        )
    return parts.scheme, f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname, port


def _without_password(url: str) -> str:
    """What stands before an @ may be a secret."""
    head, at, host = url.rpartition("@")
    return f"{head.partition('://')[0]}://...@{host}" if at else url


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.001)


def _refuse_unavailable(response: requests.Response, **_: object) -> None:
    if response.status_code in {502, 503, 504}:
        raise _Unavailable(f"HTTP {response.status_code}", response=response)


# Followed, a redirected question would become a GET without its input. OPA redirects the list of policies to itself.
def _refuse_redirect(response: requests.Response, **_: object) -> None:
    target = urljoin(response.url, response.headers.get("location", ""))
    if response.is_redirect and (
        response.request.method != "GET" or urlsplit(target)[:2] != urlsplit(response.url)[:2]
    ):
        raise requests.TooManyRedirects(f"redirected to {target}")


def _delete(client: OpaClient, name: str) -> None:
    try:
        client.delete_policy(name)
    except client_errors.DeletePolicyError as error:
        if error.expression != "resource_not_found":
            raise


def _status(error: BaseException) -> int | None:
    return getattr(getattr(error, "response", None), "status_code", None)


def _reason(error: Any) -> str:
    if _status(error) is None:
        return str(error) or type(error).__name__
    try:
        body = error.response.json()
        return _places(body.get("errors", [])) or body["message"]
    except (ValueError, AttributeError, LookupError, TypeError):
        return f"HTTP {_status(error)}"


def _places(errors: list[dict[str, object]]) -> str:
    return "; ".join(filter(None, map(_place, errors)))


def _place(error: dict[str, object]) -> str:
    where = error.get("location")
    message = str(error.get("message", ""))
    if not isinstance(where, dict):
        return message
    return f"{OURS.sub('', str(where.get('file')))}:{where.get('row')}:{where.get('col')}: {message}"
