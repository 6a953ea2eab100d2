"""The network: https, public addresses, bounded in size, time, redirects and connections."""

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Sequence

import httpcore
import httpx

from hiring.errors import Forbidden
from hiring.network.addresses import may_be_public
from hiring.network.base import Clock, Document
from hiring.network.bounds import Bounds, Deadline
from hiring.network.connection import JudgedBackend
from hiring.network.failures import failure
from hiring.network.hosts import SHARED, HostLimiter
from hiring.network.proxied import ProxiedBackend, Proxy, refused_by_proxy
from hiring.network.resolving import Resolver, SystemResolver
from hiring.network.roots import trusted_roots
from hiring.settings import FETCH_TOTAL_SECONDS

USER_AGENT = "Credence (credential verifier)"
# Hosted badges are pages for people and data for programs under one address. Without `*/*`: where it occurs, widespread
# badge servers take the request for a browser's, and lead to the page.
ACCEPT = (
    "application/json, application/ld+json, application/vc, application/vc+jwt, application/jwt, application/did+json, "
    "image/png;q=0.8, image/svg+xml;q=0.8, application/*;q=0.5, text/plain;q=0.5"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class HttpFetcher:
    """Gets documents over https, as a stranger: no cookies, no credentials, no proxy taken from the environment.

    Each request has a connection of its own that ends with it, so that no answer of one host can reach another's
    request, and `limiter` lets a host have so many of them at once. With a `proxy`, it is the proxy that has to judge
    the addresses behind names (`hiring.network.proxied`). `resolver`, `connector`, `tls`, `bounds` and `monotonic` are
    injected by tests, which bring their own names and sockets; the judgement of addresses cannot be switched off.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        proxy: Proxy | None = None,
        tls: ssl.SSLContext | None = None,
        resolver: Resolver | None = None,
        connector: httpcore.NetworkBackend | None = None,
        limiter: HostLimiter = SHARED,
        bounds: Bounds | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._proxy = proxy
        self._tls = tls or trusted_roots()
        self._resolver = resolver or SystemResolver()
        self._connector = connector or httpcore.SyncBackend()
        self._limiter = limiter
        self._bounds = bounds or Bounds()
        self._monotonic = monotonic

    def get(
        self, url: str, *, asking: Sequence[tuple[str, str]] = (), seconds: float = FETCH_TOTAL_SECONDS
    ) -> Document:
        """Return the answer, whatever its status, after a few redirects at most, each judged anew.

        `asking` are validating header fields; the answer is of status 304 if the document is still the one they name.
        `seconds` shorten the bound on the whole fetch.

        Raises:
            Unreachable: no answer within the bounds; `hiring.network.failures` lists the codes.
            Forbidden: not https (`NOT_HTTPS`), not a URL (`NOT_A_URL`), not public (`ADDRESS_FORBIDDEN`).
        """
        target = _judged_url(url)
        deadline = Deadline(self._monotonic, min(seconds, self._bounds.total), url)
        for _ in range(self._bounds.redirects + 1):
            with self._limiter.connection(target.host, deadline.left()), self._pool(target, deadline) as pool:
                answer = self._ask(pool, url, target, asking)
            if isinstance(answer, Document):
                return answer
            target = _judged_url(answer, base=target)
        raise failure("TOO_MANY_REDIRECTS", url)

    def _pool(self, target: httpx.URL, deadline: Deadline) -> httpcore.ConnectionPool:
        if self._proxy is None:
            judged = JudgedBackend(self._resolver, self._connector, self._bounds, deadline)
            return httpcore.ConnectionPool(ssl_context=self._tls, network_backend=judged)
        proxied = ProxiedBackend(self._proxy, target.host, self._connector, self._bounds, deadline)
        return httpcore.HTTPProxy(
            self._proxy.url, proxy_headers=self._proxy.headers, ssl_context=self._tls, network_backend=proxied
        )

    def _ask(
        self, pool: httpcore.ConnectionPool, url: str, target: httpx.URL, asking: Sequence[tuple[str, str]]
    ) -> Document | str:
        """Return the document that answers for `url`, or where the answer says that it is."""
        headers: list[tuple[str, str | bytes]] = [
            ("Host", target.netloc.decode("ascii")),
            ("User-Agent", USER_AGENT),
            ("Accept", ACCEPT),
            ("Accept-Encoding", "gzip, identity"),
            *((name, text.encode("latin-1", "replace")) for name, text in asking),
        ]
        address = httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)
        try:
            with pool.stream("GET", address, headers=headers) as response:
                fields = {
                    name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in response.headers
                }
                if response.status in _REDIRECTS and "location" in fields:
                    return fields["location"]
                fields.pop("content-location", None)
                if target != httpx.URL(url):
                    fields["content-location"] = str(target)
                encoding = fields.get("content-encoding", "identity").lower()
                content = _bounded(response.iter_stream(), encoding, url, self._bounds)
        except httpcore.ProxyError as error:
            raise refused_by_proxy(target.host, error) from error
        except httpcore.LocalProtocolError as error:
            raise Forbidden(f"{url[:200]!r} cannot be asked for.", code="NOT_A_URL") from error
        except httpcore.RemoteProtocolError as error:
            # The library tells a body cut short from nonsense by its words only; its version is pinned, and tests hold
            # both apart.
            cut_short = "closed connection" in str(error)
            raise failure("CONNECTION_LOST" if cut_short else "NOT_HTTP", target.host) from error
        media_type = fields.get("content-type", "").partition(";")[0].strip().lower() or None
        return Document.answered(
            url,
            content,
            status=response.status,
            media_type=media_type,
            fetched_at=self._clock(),
            headers=fields,
        )


def _judged_url(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """Return the URL (relative to `base`, for a redirect) if it is one that may be asked."""
    try:
        url = base.join(text) if base else httpx.URL(text)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise Forbidden(f"{text[:200]!r} is not a URL.", code="NOT_A_URL") from error
    if url.scheme != "https":
        raise Forbidden(f"{text[:200]} does not begin with https; only https is asked.", code="NOT_HTTPS")
    # A leading dot is refused by TLS; a name and password in a URL are somebody's trick, never an issuer's.
    if not host or host.startswith(".") or url.userinfo or not 0 < (443 if url.port is None else url.port) < 65_536:
        raise Forbidden(f"{text[:200]!r} is not the URL of a public document.", code="NOT_A_URL")
    if not may_be_public(host):
        raise Forbidden(f"{host} is not a public address; such addresses are never asked.", code="ADDRESS_FORBIDDEN")
    return url


def _bounded(chunks: Iterable[bytes], encoding: str, url: str, bounds: Bounds) -> bytes:
    """Collect a body within its bounds before and after decompression.

    What a header claims about its length plays no part.
    """
    if encoding not in {"identity", "", "gzip", "x-gzip"}:
        raise failure("ENCODING_UNKNOWN", url)
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if encoding.endswith("gzip") else None
    body, received = bytearray(), 0
    for chunk in chunks:
        received += len(chunk)
        try:
            body += unzip.decompress(chunk, bounds.document + 1 - len(body)) if unzip else chunk
        except zlib.error as error:
            raise failure("ENCODING_DAMAGED", url) from error
        if len(body) > bounds.document or received > bounds.transfer:
            raise failure("DOCUMENT_TOO_LARGE", url)
    # Cut short, or more behind the end, which some readers would see and others not.
    if unzip and received and (not unzip.eof or unzip.unused_data):
        raise failure("ENCODING_DAMAGED", url)
    return bytes(body)
