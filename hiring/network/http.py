"""The network: https, public addresses, bounded in size, time and redirects."""

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Sequence

import certifi
import httpcore
import httpx

from hiring.errors import Forbidden, Unreachable
from hiring.network.base import Clock, Document
from hiring.network.connection import Deadline, JudgedBackend, Resolver, SystemResolver
from hiring.settings import (
    FETCH_CONNECT_SECONDS,
    FETCH_READ_SECONDS,
    FETCH_TOTAL_SECONDS,
    MAX_DOCUMENT_BYTES,
    MAX_REDIRECTS,
)

USER_AGENT = "Credence (credential verifier)"
ACCEPT = "application/json, application/ld+json, application/did+json, application/jwt, */*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = "Check again later; if it stays so, ask the issuer whether the address is right."


class HttpFetcher:
    """Gets documents over https, as a stranger: no cookies, no credentials, no proxy taken from the environment.

    Each `get` has connections of its own that end with it, so that no answer of one host can reach another's request.
    `resolver`, `connector`, `tls` and `monotonic` are injected by tests, which bring their own names and sockets; the
    judgement of addresses cannot be switched off.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        resolver: Resolver | None = None,
        connector: httpcore.NetworkBackend | None = None,
        tls: ssl.SSLContext | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._resolver = resolver or SystemResolver()
        self._connector = connector or httpcore.SyncBackend()
        # The bundled roots, not the environment's: `SSL_CERT_FILE` is not a place to change whom we believe.
        self._tls = tls or ssl.create_default_context(cafile=certifi.where())
        self._monotonic = monotonic

    def get(self, url: str, *, asking: Sequence[tuple[str, str]] = ()) -> Document:
        """Return the answer, whatever its status, after at most `MAX_REDIRECTS` redirects, each judged anew.

        `asking` are validating header fields; the answer is of status 304 if the document is still the one they name.

        Raises:
            Unreachable: nobody answered (`UNREACHABLE`), not in time (`TIMED_OUT`), with more than
                `MAX_DOCUMENT_BYTES` (`DOCUMENT_TOO_LARGE`), in an encoding that was not asked for
                (`ENCODING_UNKNOWN`), without a certificate for its name (`TLS_FAILED`), or only by further redirects
                (`TOO_MANY_REDIRECTS`).
            Forbidden: not https (`NOT_HTTPS`), not a URL (`NOT_A_URL`), not public (`ADDRESS_FORBIDDEN`).
        """
        deadline = Deadline(self._monotonic, FETCH_TOTAL_SECONDS)
        backend = JudgedBackend(self._resolver, self._connector, deadline)
        target = _judged_url(url)
        with httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend) as pool:
            for _ in range(MAX_REDIRECTS + 1):
                try:
                    answer = self._ask(pool, url, target, asking)
                except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
                    raise _unreachable(target, error) from error
                if isinstance(answer, Document):
                    return answer
                target = _judged_url(answer, base=target)
        raise Unreachable(
            f"{url} leads on more than {MAX_REDIRECTS} times.", code="TOO_MANY_REDIRECTS", next_step=_LATER
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
        timeout = {"connect": FETCH_CONNECT_SECONDS, "read": FETCH_READ_SECONDS, "write": FETCH_READ_SECONDS}
        with pool.stream(
            "GET",
            httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path),
            headers=headers,
            extensions={"timeout": {**timeout, "pool": FETCH_TOTAL_SECONDS}},
        ) as response:
            fields = {
                name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in response.headers
            }
            if response.status in _REDIRECTS and "location" in fields:
                return fields["location"]
            fields.pop("content-location", None)
            if target != httpx.URL(url):
                fields["content-location"] = str(target)
            content = _bounded(response.iter_stream(), fields.get("content-encoding", "identity").lower(), url)
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
    if not host or host.startswith(".") or url.userinfo or not 0 < (url.port or 443) < 65_536:
        raise Forbidden(f"{text[:200]!r} is not the URL of a public document.", code="NOT_A_URL")
    return url


def _bounded(chunks: Iterable[bytes], encoding: str, url: str) -> bytes:
    """Collect a body, decoded, up to `MAX_DOCUMENT_BYTES`. What a header claims about its length plays no part."""
    if encoding not in {"identity", "", "gzip", "x-gzip"}:
        raise Unreachable(f"{url} answered in an encoding that was not asked for.", code="ENCODING_UNKNOWN")
    unzip = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if encoding.endswith("gzip") else None
    body = bytearray()
    for chunk in chunks:
        try:
            body += unzip.decompress(chunk, MAX_DOCUMENT_BYTES + 1 - len(body)) if unzip else chunk
        except zlib.error as error:
            raise Unreachable(f"{url} answered with a damaged body.", code="ENCODING_UNKNOWN") from error
        if len(body) > MAX_DOCUMENT_BYTES:
            raise Unreachable(f"{url} answered with more than {MAX_DOCUMENT_BYTES:,} bytes.", code="DOCUMENT_TOO_LARGE")
    if unzip and not unzip.eof and body:
        raise Unreachable(f"{url} answered with a damaged body.", code="ENCODING_UNKNOWN")
    return bytes(body)


def _unreachable(url: httpx.URL, error: Exception) -> Unreachable:
    if isinstance(error, httpcore.TimeoutException):
        return Unreachable(f"{url} did not answer in time.", code="TIMED_OUT", next_step=_LATER)
    if any(isinstance(cause, ssl.SSLError) for cause in error.args):  # httpcore wraps what happened as its argument
        return Unreachable(
            f"{url.host} did not prove its name with a valid certificate.", code="TLS_FAILED", next_step=_LATER
        )
    return Unreachable(f"{url} did not answer.", next_step=_LATER)
