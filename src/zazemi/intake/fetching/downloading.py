"""One file over https: resumed when interrupted, stopped when too large or too slow.

The bytes go to ``NAME.part``; ``NAME.part.json`` remembers from where and which
edition (ETag or Last-Modified), so that a later run continues only the same edition.

Units:   bytes, seconds.
Raises:  every ``FetchError`` of connecting and reading.
"""

import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from zazemi.intake.fetching.errors import (
    NoConnectionError,
    RefusedByServerError,
    TooLargeError,
    TooManyRedirectsError,
    TooSlowError,
)
from zazemi.intake.fetching.guards import Guards, Target
from zazemi.values.text import N_

OnBytes = Callable[[int, int], None]
Ticker = Callable[[], float]
_PIECE = 64 * 1024
_MEGABYTE = 1024 * 1024
_SECONDS_IN_MINUTE = 60
_OK, _PARTIAL, _NOT_SATISFIABLE = 200, 206, 416
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {"Accept-Encoding": "identity", "User-Agent": "Zazemi (official data import)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to download: address, where to, how much at most."""

    url: str
    target: Path
    cap_bytes: int

    @property
    def part(self) -> Path:
        """Where the bytes go until they are all here."""
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def memory(self) -> Path:
        """Where it stands which edition the bytes are of."""
        return self.target.with_name(f"{self.target.name}.part.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """The whole file under its temporary name."""

    part: Path
    url: str
    edition: str
    was_resumed: bool


class _InterruptedError(Exception):
    """The connection broke in the middle; the bytes so far are kept."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(reason)
        self.host, self.reason = host, reason


def download(
    order: Order, *, guards: Guards, on_bytes: OnBytes | None = None, ticker: Ticker = time.monotonic
) -> Downloaded:
    """Download a file; an interrupted one continues, up to the number of attempts of the guards."""
    until = ticker() + guards.total_seconds
    order.target.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(guards.attempts):
        try:
            return _once(order, guards, until=until, on_bytes=on_bytes, ticker=ticker)
        except _InterruptedError as error:
            if attempt + 1 == guards.attempts:
                raise NoConnectionError(params={"host": error.host, "reason": error.reason}) from error
    raise NoConnectionError(params={"host": _host(order.url), "reason": N_("it broke off")})


def forget(order: Order) -> None:
    """Throw the unfinished bytes away."""
    order.part.unlink(missing_ok=True)
    order.memory.unlink(missing_ok=True)


def _once(
    order: Order, guards: Guards, *, until: float, on_bytes: OnBytes | None, ticker: Ticker
) -> Downloaded:
    have, edition = _kept(order)
    url, response, pool = _opened(order.url, guards, have=have, edition=edition)
    with pool, response:
        is_resumed = response.status == _PARTIAL
        _check_answer(order, response, _host(url), have=have, edition=edition)
        state = _Receiving(
            order=order,
            total=have if is_resumed else 0,
            until=until,
            on_bytes=on_bytes,
            ticker=ticker,
            minutes=-(-guards.total_seconds // _SECONDS_IN_MINUTE),
        )
        state.expect(response)
        edition = edition if is_resumed else _edition(response)
        order.memory.write_text(json.dumps({"url": order.url, "edition": edition}), encoding="utf-8")
        with order.part.open("ab" if is_resumed else "wb") as stream:
            try:
                for piece in response.stream(_PIECE, decode_content=False):
                    stream.write(state.count(piece))
            except (HTTPError, OSError) as error:
                raise _InterruptedError(_host(url), _reason(error)) from error
    return Downloaded(part=order.part, url=url, edition=edition, was_resumed=is_resumed)


@dataclass(slots=True, kw_only=True)
class _Receiving:
    """How much has come, and when to stop."""

    order: Order
    total: int
    until: float
    on_bytes: OnBytes | None
    ticker: Ticker
    minutes: float
    whole: int = 0

    def expect(self, response: BaseHTTPResponse) -> None:
        """Refuse a file that is announced as too large."""
        announced = response.headers.get("Content-Length", "")
        self.whole = self.total + int(announced) if announced.isdecimal() else 0
        self._check_size(self.whole)

    def count(self, piece: bytes) -> bytes:
        """Count a piece and return it; refuse what is too much or too late."""
        self.total += len(piece)
        self._check_size(self.total)
        if self.ticker() > self.until:
            raise TooSlowError(params={"name": self.order.target.name, "minutes": int(self.minutes)})
        if self.on_bytes is not None:
            self.on_bytes(self.total, self.whole)
        return piece

    def _check_size(self, size: int) -> None:
        if size > self.order.cap_bytes:
            forget(self.order)
            limit = self.order.cap_bytes // _MEGABYTE
            raise TooLargeError(params={"name": self.order.target.name, "limit_mb": limit})


def _kept(order: Order) -> tuple[int, str]:
    """Return how many bytes are kept and of which edition; bytes of an unknown edition are thrown away."""
    try:
        memory = json.loads(order.memory.read_text(encoding="utf-8"))
        edition = str(memory["edition"]) if memory["url"] == order.url else ""
        size = order.part.stat().st_size
    except (OSError, ValueError, KeyError, TypeError):
        edition, size = "", 0
    if not edition or not size:
        forget(order)
        return 0, ""
    return size, edition


def _opened(
    url: str, guards: Guards, *, have: int, edition: str
) -> tuple[str, BaseHTTPResponse, urllib3.HTTPConnectionPool]:
    """Ask for the file, following redirects; every address on the way is judged anew."""
    asked = {**_HEADERS, "Range": f"bytes={have}-", "If-Range": edition} if have else _HEADERS
    for _hop in range(guards.redirects + 1):
        target = guards.target(url)
        pool = _pool(target, guards)
        try:
            response = pool.urlopen(
                "GET",
                target.path,
                headers={**asked, "Host": _host_header(target)},
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
            )
        except (HTTPError, OSError) as error:
            pool.close()
            raise _InterruptedError(target.host, _reason(error)) from error
        location = response.headers.get("Location", "")
        if response.status not in _REDIRECTS or not location:
            return url, response, pool
        response.close()
        pool.close()
        url = urljoin(url, location)
    raise TooManyRedirectsError(params={"host": _host(url)})


def _pool(target: Target, guards: Guards) -> urllib3.HTTPConnectionPool:
    """Return a pool that connects to the judged address and asks the certificate for the name."""
    timeout = urllib3.Timeout(connect=guards.connect_seconds, read=guards.read_seconds)
    if target.scheme == "http":
        return urllib3.HTTPConnectionPool(target.address, target.port, timeout=timeout)
    return urllib3.HTTPSConnectionPool(
        target.address,
        target.port,
        timeout=timeout,
        server_hostname=target.host,
        assert_hostname=target.host,
        ssl_context=ssl.create_default_context(cafile=guards.ca_file or None),
    )


def _check_answer(order: Order, response: BaseHTTPResponse, host: str, *, have: int, edition: str) -> None:
    status = response.status
    is_other = status == _PARTIAL and not _continues(response, have, edition)
    if status == _NOT_SATISFIABLE or is_other:
        forget(order)
        raise _InterruptedError(host, N_("what is kept is of another edition of the file"))
    if status not in {_OK, _PARTIAL}:
        raise RefusedByServerError(params={"host": host, "code": status})


def _continues(response: BaseHTTPResponse, have: int, edition: str) -> bool:
    """Whether the answer is the rest of the kept edition."""
    begins = response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
    return bool(have) and begins and _edition(response) in {"", edition}


def _edition(response: BaseHTTPResponse) -> str:
    """Return what identifies the edition of the file; a weak ETag does not suffice for continuing."""
    tag = response.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _host_header(target: Target) -> str:
    is_usual = (target.scheme, target.port) in {("https", 443), ("http", 80)}
    return target.host if is_usual else f"{target.host}:{target.port}"


def _reason(error: Exception) -> str:
    inner: BaseException | None = error
    while inner is not None:
        found = next((words for kind, words in _REASONS if isinstance(inner, kind)), "")
        if found:
            return found
        inner = inner.__cause__ or inner.__context__
    return N_("it broke off")


_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (urllib3.exceptions.ConnectTimeoutError, N_("it did not answer in time")),
    (urllib3.exceptions.ReadTimeoutError, N_("it fell silent")),
    (ssl.SSLError, N_("its certificate cannot be trusted")),
    (ConnectionRefusedError, N_("it refuses connections")),
)
