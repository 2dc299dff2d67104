"""What a download may reach: https on listed hosts whose every address is public.

The name is resolved once, all its addresses are judged, and the connection goes to
the judged address, so that a name that answers differently a moment later changes nothing.

Source:  reliability.md T33; OWASP A01 (server-side request forgery).
Raises:  ForbiddenAddressError, UnknownHostError, PrivateAddressError.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from zazemi.intake.fetching.errors import ForbiddenAddressError, PrivateAddressError, UnknownHostError
from zazemi.intake.fetching.sources import allowed_hosts

Resolver = Callable[[str, int], Sequence[str]]
_HTTPS = 443
_HTTP = 80
_MINUTE = 60.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where to connect: the checked address, and under which name."""

    scheme: str
    host: str
    port: int
    address: str
    path: str


def resolve(host: str, port: int) -> list[str]:
    """Return all addresses of a host, as the system knows them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnknownHostError(params={"host": host}) from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """The rules of downloading. The defaults are those of production.

    ``permitted`` are addresses off the public internet that may be reached all
    the same, and on any port: tests name their own server there.

    Units:   seconds. ``attempts`` is how often an interrupted download is resumed.
    """

    hosts: frozenset[str] = field(default_factory=allowed_hosts)
    schemes: frozenset[str] = frozenset({"https"})
    permitted: frozenset[str] = frozenset()
    resolver: Resolver = resolve
    connect_seconds: float = 15.0
    read_seconds: float = 60.0
    total_seconds: float = 60 * _MINUTE
    redirects: int = 5
    attempts: int = 4
    ca_file: str = ""

    def target(self, url: str) -> Target:
        """Return where to connect for an address, or refuse it."""
        parts = _split(url)
        host = (parts.hostname or "").rstrip(".").lower()
        if parts.scheme not in self.schemes or host not in self.hosts or parts.username is not None:
            raise ForbiddenAddressError(params={"url": url[:200]})
        port = _port(parts.port, parts.scheme)
        if port != _HTTPS and not self.permitted:
            raise ForbiddenAddressError(params={"url": url[:200]})
        addresses = self.resolver(host, port)
        if not addresses:
            raise UnknownHostError(params={"host": host})
        for address in addresses:
            if address not in self.permitted and not is_public(address):
                raise PrivateAddressError(params={"host": host, "address": address})
        path = parts.path or "/"
        return Target(
            scheme=parts.scheme,
            host=host,
            port=port,
            address=addresses[0],
            path=f"{path}?{parts.query}" if parts.query else path,
        )


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ForbiddenAddressError(params={"url": url[:200]}) from None
    return parts


def _port(port: int | None, scheme: str) -> int:
    return port or (_HTTPS if scheme == "https" else _HTTP)


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet; whatever is not a plain address is not."""
    try:
        found = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        is_wrapped = found.ipv4_mapped or found.sixtofour or found.teredo or found in _NAT64
        if is_wrapped:
            return False
    return found.is_global and not found.is_multicast
