"""The fetchers that need no socket: a table, nothing, one before another, and a memory."""

import csv
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hiring.errors import FetchError, Forbidden, Unreachable, UsageError
from hiring.network import open_fetcher, open_site_fetcher
from hiring.network.base import Document, Fetcher
from hiring.network.chain import ChainFetcher
from hiring.network.documents import DocumentsFetcher
from hiring.network.memory import BatchFetcher
from hiring.network.offline import OfflineFetcher
from hiring.settings import MAX_DOCUMENT_BYTES, Settings

KEY = "https://issuer.example/key.json"


def table(folder: Path, rows: str, header: str = "url,file,status") -> Path:
    path = folder / "documents.csv"
    path.write_text(f"{header}\n{rows}\n", encoding="utf-8")
    return path


def code_of(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert str(caught.value)
    return caught.value.code


class Asked:
    """Answers with the URL and counts; what holds `down` in its URL is down, what holds `inside` is forbidden."""

    def __init__(self, now: datetime, size: int = 0) -> None:
        self.urls: list[str] = []
        self._now, self._size = now, size

    def get(self, url: str) -> Document:
        self.urls.append(url)
        if "down" in url:
            raise Unreachable("down", code="DOWN", next_step="wait")
        if "inside" in url:
            raise Forbidden("inside")
        content = url.encode().ljust(self._size)
        return Document.answered(url, content, status=200, media_type=None, fetched_at=self._now)


def test_a_row_answers_with_its_file_and_status(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "key.json").write_bytes(b"{}")
    path = table(
        tmp_path, f"{KEY},key.json,200\nhttps://issuer.example/gone,,410\nhttps://issuer.example/plain,key.json,"
    )
    fetcher = DocumentsFetcher(path, lambda: now)
    document = fetcher.get(KEY)
    assert document == Document(KEY, b"{}", 200, None, now, sha256(b"{}").hexdigest())
    assert fetcher.get(f"{KEY}#key-1").content == b"{}"
    assert fetcher.get("https://issuer.example/plain").status == 200
    gone = fetcher.get("https://issuer.example/gone")
    assert (gone.status, gone.content) == (410, b"")


def test_what_is_not_in_the_table_does_not_answer(tmp_path: Path, now: datetime) -> None:
    fetcher = DocumentsFetcher(table(tmp_path, f"{KEY},absent.json,200"), lambda: now)
    assert code_of(fetcher, KEY) == "DOCUMENT_UNREADABLE"
    for url in ("https://issuer.example/KEY.json", "https://issuer.example", "", "http://[", KEY + "?"):
        assert code_of(fetcher, url) == "NOT_IN_DOCUMENTS"


def test_a_document_is_bounded(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "large.json").write_bytes(b" " * (MAX_DOCUMENT_BYTES + 1))
    assert (
        code_of(DocumentsFetcher(table(tmp_path, f"{KEY},large.json,200"), lambda: now), KEY) == "DOCUMENT_UNREADABLE"
    )


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        (f"{KEY},../outside.json,200", "url,file,status"),
        (f"{KEY},/etc/hostname,200", "url,file,status"),
        (f"{KEY},link/outside.json,200", "url,file,status"),
        (f"{KEY},a.json,2000", "url,file,status"),
        (f"{KEY},a.json,OK", "url,file,status"),
        (f"{KEY},a.json,200\n{KEY},b.json,200", "url,file,status"),
        (f"{KEY},a.json", "url,file"),
        (f'{KEY},"a.json,200', "url,file,status"),
        (f"{KEY},a\0.json,200", "url,file,status"),
        ("", ""),
    ],
)
def test_a_table_that_cannot_be_meant_is_a_usage_error(tmp_path: Path, now: datetime, rows: str, header: str) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with pytest.raises(UsageError):
        DocumentsFetcher(table(folder, rows, header), lambda: now)


def test_an_absent_table_is_a_usage_error(tmp_path: Path, now: datetime) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(UsageError):
            DocumentsFetcher(path, lambda: now)


@given(content=st.binary(max_size=200), tail=st.text(max_size=80))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_table_or_a_usage_error(tmp_path: Path, now: datetime, content: bytes, tail: str) -> None:
    for body in (content, b"url,file,status\n" + content, f"url,file,status\n{tail}".encode("utf-8", "replace")):
        path = tmp_path / "foreign.csv"
        path.write_bytes(body)
        try:
            fetcher = DocumentsFetcher(path, lambda: now)
        except UsageError:
            continue
        assert not fetcher.holds(KEY)


def test_the_published_table_answers_for_all_of_its_urls(vectors: Path, now: datetime) -> None:
    fetcher = DocumentsFetcher(vectors / "documents.csv", lambda: now)
    with (vectors / "documents.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 100
    for row in rows:
        assert fetcher.get(row["url"]).content == (vectors / row["file"]).read_bytes()


def test_offline_answers_nothing() -> None:
    assert code_of(OfflineFetcher(), KEY) == "OFFLINE"


def test_a_chain_asks_the_second_only_for_what_the_first_does_not_hold(tmp_path: Path, now: datetime) -> None:
    second = Asked(now)
    chain = ChainFetcher((DocumentsFetcher(table(tmp_path, f"{KEY},absent.json,200"), lambda: now), second))
    assert code_of(chain, KEY) == "DOCUMENT_UNREADABLE"
    assert chain.get("https://other.example/").content == b"https://other.example/"
    assert second.urls == ["https://other.example/"]


def test_a_batch_asks_once_failures_included(now: datetime) -> None:
    inner = Asked(now)
    batch = BatchFetcher(inner)
    urls = [KEY, "https://down.example/", "https://inside.example/"]
    for _ in range(3):
        assert batch.get(urls[0]).content == KEY.encode()
        assert code_of(batch, urls[1]) == "DOWN"
        assert code_of(batch, urls[2]) == "ADDRESS_FORBIDDEN"
    assert inner.urls == urls
    with pytest.raises(Unreachable) as caught:
        batch.get(urls[1])
    assert caught.value.next_step == "wait"


def test_the_memory_of_a_batch_is_bounded(now: datetime) -> None:
    inner = Asked(now, size=MAX_DOCUMENT_BYTES)
    batch = BatchFetcher(inner)
    urls = [f"https://issuer.example/{number}" for number in range(40)]
    for url in urls * 2:
        assert batch.get(url).url == url
    assert 40 < len(inner.urls) < 60


def test_the_command_line_asks_documents_instead_of_the_network_and_offline_nothing(tmp_path: Path) -> None:
    (tmp_path / "key.json").write_bytes(b"{}")
    path = table(tmp_path, f"{KEY},key.json,200")
    site = Settings(network="off", documents=path)
    assert code_of(open_fetcher(Settings(network="on"), documents=path), "https://other.example/") == "NOT_IN_DOCUMENTS"
    assert code_of(open_fetcher(site, offline=True), KEY) == "OFFLINE"
    assert open_fetcher(site).get(KEY).status == 200
    assert open_site_fetcher(site).get(KEY).status == 200
    assert code_of(open_site_fetcher(site), "https://other.example/") == "OFFLINE"
    assert code_of(open_site_fetcher(Settings(network="on", documents=path)), "http://other.example/") == "NOT_HTTPS"
