"""Ask an address whether it answers: briefly, by name, and never inside a private network."""

import http.client
import ipaddress
import socket
import ssl
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from editorial.models.links import LinkProblem

TIMEOUT = 10.0  # seconds for each step
REDIRECTS = 5
MOVED = {301, 302, 303, 307, 308}
_SAFE = "/%:@!$&'()*+,;=~?"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Answer(NamedTuple):
    """What an address answered: a status, or why there is none."""

    status: int | None
    problem: str = ""


class PrivateAddressError(OSError):
    """The name leads into a private network."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour or ip.teredo or ip in _NAT64:
            return False
    return ip.is_global and not ip.is_multicast


def _socket(host: str, port: int, seconds: float) -> socket.socket:
    """Connected to the very address that was looked at: a name cannot change in between."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not settings.LINK_CHECKS_PRIVATE and not all(is_public(str(row[4][0])) for row in found):
        raise PrivateAddressError(host)
    failed: OSError = socket.gaierror(host)
    for row in found[:2]:
        try:
            return socket.create_connection((str(row[4][0]), port), timeout=seconds)
        except OSError as error:
            failed = error
    raise failed


def _seconds(connection: http.client.HTTPConnection) -> float:
    return connection.timeout or TIMEOUT


class _Plain(http.client.HTTPConnection):
    def connect(self) -> None:
        self.sock = _socket(self.host, self.port, _seconds(self))


class _Secure(http.client.HTTPSConnection):
    def connect(self) -> None:
        context = ssl.create_default_context()
        plain = _socket(self.host, self.port, _seconds(self))
        self.sock = context.wrap_socket(plain, server_hostname=self.host)


def ask(url: str, seconds: float = TIMEOUT) -> Answer:
    """HEAD, and GET where that is refused; follows a few redirects. Never raises.

    `seconds` is how long each step may take.
    """
    try:
        answer = _follow("HEAD", url, seconds)
        return _follow("GET", url, seconds) if answer.status and answer.status >= 400 else answer
    except PrivateAddressError:
        return Answer(None, LinkProblem.PRIVATE)
    except ssl.SSLError:
        return Answer(None, LinkProblem.TLS)
    except TimeoutError:
        return Answer(None, LinkProblem.TIMEOUT)
    except socket.gaierror:
        return Answer(None, LinkProblem.NAME)
    except (OSError, http.client.RemoteDisconnected):
        return Answer(None, LinkProblem.REFUSED)
    except (ValueError, http.client.InvalidURL):
        return Answer(None, LinkProblem.ADDRESS)
    except http.client.HTTPException:
        return Answer(None, LinkProblem.REFUSED)


def _follow(method: str, url: str, seconds: float) -> Answer:
    for _ in range(REDIRECTS + 1):
        status, location = _once(method, url, seconds)
        if status not in MOVED or not location:
            return Answer(status)
        url = urljoin(url, location)
    return Answer(None, LinkProblem.REDIRECTS)


def _once(method: str, url: str, seconds: float) -> tuple[int, str]:
    """One request: the status and where it leads. The body is not read."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(url)
    host = parts.hostname
    host = host if ":" in host else host.encode("idna").decode("ascii")
    kind = _Secure if parts.scheme == "https" else _Plain
    target = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_SAFE)
    connection = kind(host, parts.port, timeout=seconds)
    try:
        agent = f"Approdo link checker (+{settings.SITE_URL})"
        connection.request(method, target, headers={"User-Agent": agent, "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()
