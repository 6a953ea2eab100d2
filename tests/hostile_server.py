"""A world of issuers on localhost that lie and stall, each in its own way, behind real sockets and real TLS.

`HostileWorld` is used as a context manager. What a host does is in its name: `stalls-in-body-3.hostile.example` stalls
in the body of every answer (`tests.hostile_ways`). `resolver` and `connector` are what `HttpFetcher` takes: the names
resolve to public addresses, and connections to those come out here. Nothing is ever asked outside of this machine, and
large bodies are made while they are sent.
"""

import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, Self

import httpcore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hiring.errors import Unreachable
from tests.hostile_ways import ANSWERS, BLOCK, DOMAIN

# A server that is silent is silent until the world ends, or for longer than any test.
FOR_EVER = 60.0
DRIP_SECONDS = 0.02
# Ways that show before a word of HTTP, each behind a port of its own; all others are behind one.
WIRES = ("stalls-at-accept", "stalls-at-tls", "hangs-up-at-tls", "speaks-plainly", "refuses")
# What the world's proxy says to those who want to be led to such a host.
PROXY = "proxy.internal"
PROXY_ANSWERS = {"leads-inside": 403, "refuses": 502, "answers-429": 407, "talks-nonsense": 504}


def url(name: str, path: str = "/.well-known/did.json", *, number: int = 1) -> str:
    """Return an address of a host of that way."""
    return f"https://{host(name, number)}{path}"


def host(name: str, number: int = 1) -> str:
    """Return a host of that way. Impostors have a name that this world's certificate does not hold for."""
    return f"{name}-{number}.{'elsewhere.example' if name == 'impostor' else DOMAIN}"


def way_of(name: str) -> str:
    """Return what a host does."""
    return name.split(".")[0].rpartition("-")[0]


class HostileWorld:
    """Servers, names and certificates. `pages`: what is honestly served, by address; several are served in turn."""

    def __init__(self, folder: Path) -> None:
        self.certificate = certificate(folder)
        self.pages: dict[str, list[bytes]] = {}
        self.asked: Counter[str] = Counter()
        self.connected: list[str] = []
        self.most_at_once = 0
        self._at_once = 0
        self.tunnels: list[str] = []
        self._looked_up: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._stack = ExitStack()
        self._ports: dict[str, int] = {}

    @property
    def tls(self) -> ssl.SSLContext:
        """A client's context that believes this world's certificate."""
        return ssl.create_default_context(cafile=self.certificate)

    def __enter__(self) -> Self:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self._listen("stalls-at-tls", lambda _: self.be_silent())
        self._listen("hangs-up-at-tls", lambda raw: raw.recv(1))
        self._listen("speaks-plainly", lambda raw: raw.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))
        self._listen("http", lambda raw: self._over_tls(context, raw))
        self._listen("proxy", self._as_proxy)
        self._ports["refuses"] = self._nobody()
        self._ports["stalls-at-accept"] = self._full()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._stack.close()

    # Names and connections

    def resolver(self, name: str, seconds: float) -> Sequence[str]:
        """Look a name up, as `HttpFetcher` does. Names that lie give another address each time, or none."""
        self._looked_up[name] += 1
        wanted = way_of(name)
        if wanted == "stalls-at-name":
            self._over.wait(seconds)
            raise Unreachable(f"{name} was not found in time.", code="NAME_TIMED_OUT")
        if name == f"inside.{DOMAIN}":
            return ["10.0.0.7"]
        if wanted == "rebinds" and self._looked_up[name] > 1:
            return ["127.0.0.1"]
        if wanted in WIRES:
            return [str(IPv4Address("93.184.217.0") + WIRES.index(wanted))]
        if wanted in ANSWERS:
            return ["93.184.216.34"]
        raise Unreachable(f"There is no host named {name}.", code="NAME_UNKNOWN")

    @property
    def connector(self) -> httpcore.NetworkBackend:
        """What opens connections; each is written down in `connected`."""
        return _Connector(self)

    def port(self, address: str) -> int:
        """Return the port behind an address of this world."""
        with self._lock:
            self.connected.append(address)
        if address == PROXY:
            return self._ports["proxy"]
        wires = {str(IPv4Address("93.184.217.0") + place): wire for place, wire in enumerate(WIRES)}
        return self._ports[wires.get(address, "http")]

    # Servers

    def _listen(self, name: str, serve: Callable[[socket.socket], object]) -> None:
        listener = self._stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=64))
        listener.settimeout(0.05)
        self._ports[name] = listener.getsockname()[1]

        def connection(raw: socket.socket) -> None:
            # Whoever is asked must survive whoever asks: a client that hangs up is what this is about.
            with raw, suppress(OSError):
                raw.settimeout(FOR_EVER)
                serve(raw)

        def loop() -> None:
            threads = []
            while not self._over.is_set():
                with suppress(TimeoutError):
                    threads.append(threading.Thread(target=connection, args=(listener.accept()[0],), daemon=True))
                    threads[-1].start()
            for thread in threads:
                thread.join(5.0)

        thread = threading.Thread(target=loop, daemon=True)
        thread.start()
        self._stack.callback(thread.join)

    def _nobody(self) -> int:
        """Return a port that was free a moment ago."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            return int(listener.getsockname()[1])

    def _full(self) -> int:
        """Return a port whose queue is full: whoever comes is neither let in nor sent away."""
        listener = self._stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        address = listener.getsockname()
        for _ in range(3):
            waiting = self._stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(address)
        return int(address[1])

    def _as_proxy(self, raw: socket.socket) -> None:
        """Lead on to the servers of this world, as a site's proxy does; write down what was wanted and who said so."""
        head = b""
        while b"\r\n\r\n" not in head:
            received = raw.recv(4096)
            if not received:
                return
            head += received
        with self._lock:
            self.tunnels.append(head.decode("latin-1"))
        wanted = way_of(head.decode("latin-1").split(" ")[1])
        if wanted == "stalls-at-accept":
            self.be_silent()
        status = PROXY_ANSWERS.get(wanted, 200)
        raw.sendall(f"HTTP/1.1 {status} Whatever\r\n\r\n".encode())
        if status != 200:
            return
        with socket.create_connection(("127.0.0.1", self._ports[wanted if wanted in WIRES else "http"])) as onward:
            back = threading.Thread(target=_pump, args=(onward, raw), daemon=True)
            back.start()
            _pump(raw, onward)
            back.join()

    def _over_tls(self, context: ssl.SSLContext, raw: socket.socket) -> None:
        with context.wrap_socket(raw, server_side=True) as stream:
            head = b""
            while b"\r\n\r\n" not in head:
                received = stream.recv(4096)
                if not received:
                    return
                head += received
            lines = head.decode("latin-1").split("\r\n")
            name = next(line[6:] for line in lines if line.lower().startswith("host: ")).lower()
            path = lines[0].split(" ")[1]
            with self._lock:
                self.asked[f"https://{name}{path}"] += 1
            ANSWERS[way_of(name)](self, stream, name, path)

    # What answers are made of

    def page(self, name: str, path: str) -> bytes:
        """Return what is honestly served at an address: the next of its versions, the last one for ever."""
        versions = self.pages.get(f"https://{name}{path}", [b"{}"])
        with self._lock:
            return versions.pop(0) if len(versions) > 1 else versions[0]

    def take_time(self) -> None:
        """Do nothing for a moment, and count how many do so at once."""
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        self._over.wait(0.01)
        with self._lock:
            self._at_once -= 1

    def be_silent(self) -> None:
        """Do nothing until the world is over."""
        self._over.wait(FOR_EVER)

    def drip(self, stream: ssl.SSLSocket, content: bytes) -> None:
        """Send a byte at a time, for ever."""
        for place in range(len(content) * 10_000):
            if self._over.wait(DRIP_SECONDS):
                return
            stream.sendall(content[place % len(content) :][:1])


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while content := source.recv(BLOCK):
            sink.sendall(content)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


class _Connector(httpcore.SyncBackend):
    def __init__(self, world: HostileWorld) -> None:
        super().__init__()
        self._world = world

    def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:  # noqa: ARG002
        return super().connect_tcp("127.0.0.1", self._world.port(host), *args, **kwargs)


def certificate(folder: Path) -> Path:
    """Return a PEM file with a certificate for the hosts of this world but for impostors, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hostile world")])
    names = [x509.DNSName(f"*.{DOMAIN}")]
    moment = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "hostile.pem"
    path.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path
