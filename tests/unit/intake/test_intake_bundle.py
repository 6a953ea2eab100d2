"""`hiring.intake.bundle`: every file that goes in comes out, once, by name, within the bounds."""

import gzip
import os
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hiring.errors import UsageError
from hiring.intake.archives import RATIO_FLOOR_BYTES
from hiring.intake.bundle import Entry, read_bytes, read_paths
from hiring.models.artifact import FileProblem, SourceFile
from hiring.settings import (
    MAX_ARCHIVE_DEPTH,
    MAX_COMPRESSION_RATIO,
    MAX_EXPANDED_BYTES,
    MAX_FILE_BYTES,
    MAX_MEMBER_NAME,
    MAX_MEMBERS,
    MAX_UPLOAD_BYTES,
)

Files = Sequence[tuple[str, bytes]]


def zipped(files: Files, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Build a ZIP by hand: `zipfile` would mend the names and complain of equal ones."""
    body, directory = bytearray(), bytearray()
    for name, content in files:
        encoded = name.encode()
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        data = content if compression == zipfile.ZIP_STORED else packer.compress(content) + packer.flush()
        flags = 0 if name.isascii() else 0x800
        sizes = (zlib.crc32(content), len(data), len(content), len(encoded), 0)
        common = struct.pack("<HHHHHIIIHH", 20, flags, compression, 0, 33, *sizes)
        directory += b"PK\x01\x02\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + encoded
        body += b"PK\x03\x04" + common + encoded + data
    return bytes(body + directory + zip_end(len(files), len(directory), len(body)))


def zip_end(count: int, size: int, place: int) -> bytes:
    """The end record: number of members, bytes and place of the directory."""
    return struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, size, place, 0)


def tarred(files: Files, mode: str = "w", kind: bytes = tarfile.REGTYPE) -> bytes:
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size, info.type = len(content) if kind == tarfile.REGTYPE else 0, kind
            archive.addfile(info, BytesIO(content))
    return stream.getvalue()


def read(content: bytes, name: str = "b.zip") -> list[Entry]:
    return list(read_bytes(name, content))


def outcome(entries: Sequence[Entry]) -> dict[str, bytes | str]:
    """By source: the content of a file, the code of a problem."""
    assert len({entry.source for entry in entries}) == len(entries)
    return {entry.source: entry.content if isinstance(entry, SourceFile) else entry.code for entry in entries}


def test_a_file_gives_itself() -> None:
    assert read(b"{}", "badge.json") == [
        SourceFile(source="badge.json", content=b"{}", digest=sha256(b"{}").hexdigest())
    ]
    for content in (b"", b"\x89PNG\r\n\x1a\n", b"{}", b"PK"):
        assert outcome(read(content, "renamed.zip")) == {"renamed.zip": content}


def test_archives_in_archives_are_expanded() -> None:
    inner = [("Ada Lovelace/badge.png", b"1"), ("李/ünïcode \N{SLICE OF PIZZA}.json", b"2"), ("3", b"")]
    archive = zipped(
        [("ada.zip", zipped(inner)), ("bob.tar", tarred(inner)), ("carl.tgz", tarred(inner, "w:gz")), ("x", b"x")]
    )
    expected: dict[str, bytes | str] = {
        f"b.zip!{outer}!{name}": content for outer in ("ada.zip", "bob.tar", "carl.tgz") for name, content in inner
    }
    assert outcome(read(archive)) == {**expected, "b.zip!x": b"x"}


@pytest.mark.parametrize("layout", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_tar_names_are_read_in_every_format(layout: int) -> None:
    names = ["a.json", "d" * 90 + "/" + "e" * 90] + ([] if layout == tarfile.USTAR_FORMAT else ["ü" * 300])
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=layout) as archive:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, BytesIO(b"abc"))
    assert outcome(read(stream.getvalue(), "t")) == {f"t!{name}": b"abc" for name in names}


def test_names_are_shown_and_never_followed() -> None:
    names = ["/etc/passwd", "../../up.json", "a\\b.json", "gnp.\u202eexe", "a\nb\0c", "C:\\x", "!a!b", "./", "a//b"]
    shown = [
        "etc/passwd", "__/__/up.json", "a/b.json", "gnp.\\u202eexe", "a\\u000ab", "C:/x", "\uff01a\uff01b", "a/b",
    ]  # fmt: skip
    assert [entry.source for entry in read(zipped([(name, b"x") for name in names]))] == [
        f"b.zip!{name}" for name in shown
    ]
    assert [entry.source for entry in read(b"x", "a!b\u202e")] == ["a\uff01b\\u202e"]


def test_names_in_utf8_without_the_flag_are_read_as_utf8() -> None:
    archive = zipped([("Bädge.json", b"{}"), ("A.json", b"{}")])
    unflagged = archive.replace(b"\x14\0\0\x08", b"\x14\0\0\0")
    assert unflagged != archive
    assert outcome(read(unflagged)) == {"b.zip!Bädge.json": b"{}", "b.zip!A.json": b"{}"}
    old = unflagged.replace("Bädge".encode(), b"B\x84\x84dge")
    assert "b.zip!Bäädge.json" in outcome(read(old))


def test_equal_names_are_told_apart() -> None:
    files = [("a", b"1"), ("a", b"2"), ("a #2", b"3"), ("A", b"4")]
    for archive in (zipped(files), tarred(files)):
        assert list(outcome(read(archive)).values()) == [b"1", b"2", b"3", b"4"]


def test_what_systems_leave_behind_and_folders() -> None:
    junk = ["__MACOSX/._a.json", ".DS_Store", "x/Thumbs.db", "x/desktop.ini", "._b"]
    found = outcome(read(zipped([*((name, b"x") for name in junk), ("folder/", b""), ("a.json", b"{}")])))
    assert found == {**{f"b.zip!{name}": "SYSTEM_FILE" for name in junk}, "b.zip!a.json": b"{}"}
    assert outcome(read(b"x", ".DS_Store")) == {".DS_Store": "SYSTEM_FILE"}


def test_an_archive_without_files_and_a_damaged_one() -> None:
    whole = zipped([("a.json", b"{}" * 99), ("b.json", b"{}" * 99)])
    assert outcome(read(zipped([]))) == {"b.zip": "EMPTY_ARCHIVE"}
    assert outcome(read(zipped([("folder/", b"")]))) == {"b.zip": "EMPTY_ARCHIVE"}
    assert outcome(read(whole[:-10])) == {"b.zip": "ARCHIVE_DAMAGED"}
    broken = bytearray(whole)
    broken[37] ^= 0xFF
    assert outcome(read(bytes(broken))) == {"b.zip!a.json": "ARCHIVE_DAMAGED", "b.zip!b.json": b"{}" * 99}
    assert outcome(read(tarred([("a", b"x" * 600)])[:700], "t")) == {"t!a": "ARCHIVE_DAMAGED", "t": "ARCHIVE_DAMAGED"}
    cut = tarred([("a", b"x" * 60_000)], "w:gz")[:-9]
    assert outcome(read(cut, "t")) == {"t!a": b"x" * 60_000, "t": "ARCHIVE_DAMAGED"}


def test_office_documents_are_not_opened() -> None:
    for names in (["[Content_Types].xml", "word/document.xml"], ["mimetype", "content.xml"]):
        assert outcome(read(zipped([(name, b"x") for name in names]))) == {"b.zip": "OFFICE_DOCUMENT"}


def test_members_that_are_not_read_are_named_and_the_others_read() -> None:
    bzip = zipped([("a", b"x")], zipfile.ZIP_STORED).replace(b"\0\0\0\0\x21\0", b"\x0c\0\0\0\x21\0")
    assert outcome(read(bzip)) == {"b.zip!a": "COMPRESSION_UNKNOWN"}
    locked = zipped([("a", b"x")]).replace(b"\x14\0\0\0\x08", b"\x14\0\1\0\x08")
    assert outcome(read(locked)) == {"b.zip!a": "FILE_ENCRYPTED"}
    link = bytearray(zipped([("a", b"/etc/passwd")]))
    struct.pack_into("<I", link, link.index(b"PK\x01\x02") + 38, 0o120777 << 16)
    assert outcome(read(bytes(link))) == {"b.zip!a": "LINK_NOT_FOLLOWED"}
    for kind, code in [
        (tarfile.SYMTYPE, "LINK_NOT_FOLLOWED"),
        (tarfile.LNKTYPE, "LINK_NOT_FOLLOWED"),
        (tarfile.CHRTYPE, "NOT_A_FILE"),
        (tarfile.FIFOTYPE, "NOT_A_FILE"),
    ]:
        archive = tarred([("a", b"")], kind=kind)[:512] + tarred([("b", b"x")])
        assert outcome(read(archive)) == {"b.zip!a": code, "b.zip!b": b"x"}
    long = "n" * (MAX_MEMBER_NAME + 1)
    assert outcome(read(zipped([(long, b"x"), ("a", b"x")]))) == {
        f"b.zip!{long[:-1]}": "NAME_TOO_LONG",
        "b.zip!a": b"x",
    }


def test_nesting_is_bounded() -> None:
    archive, name = zipped([("badge.json", b"{}")]), "b.zip"
    for depth in range(2, MAX_ARCHIVE_DEPTH + 2):
        archive, name = zipped([("b.zip", archive)]), f"{name}!b.zip"
        expected: dict[str, bytes | str] = {f"{name}!badge.json": b"{}"}
        assert outcome(read(archive)) == (expected if depth <= MAX_ARCHIVE_DEPTH else {name: "ARCHIVE_TOO_DEEP"})


def test_a_bomb_is_stopped_and_its_neighbours_are_read() -> None:
    bomb = b"\0" * (2 * RATIO_FLOOR_BYTES)
    assert len(zipped([("a", bomb)])) * MAX_COMPRESSION_RATIO < len(bomb)
    neighbour = os.urandom(50_000)
    found = outcome(read(zipped([("bomb", bomb), ("a.png", neighbour)])))
    assert found == {"b.zip!bomb": "ARCHIVE_EXPANDS_TOO_FAR", "b.zip!a.png": neighbour}
    assert outcome(read(tarred([("bomb", bomb)], "w:gz"), "t"))["t!bomb"] == "ARCHIVE_EXPANDS_TOO_FAR"


def test_members_that_share_their_bytes_are_bounded_by_what_comes_out() -> None:
    """Every directory entry points at one stretch of data: the bomb that no single ratio shows."""
    content = zipped([("0", b"\0" * 1_000_000)])
    start = content.index(b"PK\x01\x02")
    entry = content[start : start + 47]
    count = 2_000
    archive = content[:start] + entry * count
    archive += zip_end(count, len(entry) * count, start)
    codes = Counter("read" if isinstance(e, SourceFile) else e.code for e in read(archive))
    assert codes["read"] * 1_000_000 <= len(archive) * MAX_COMPRESSION_RATIO < MAX_EXPANDED_BYTES
    assert codes["TOO_MANY_FILES"] == 101


def test_sizes_are_bounded_but_a_bundle_in_a_bundle_may_be_larger_than_a_badge() -> None:
    large = os.urandom(MAX_FILE_BYTES + 1)
    assert outcome(read(large, "a")) == {"a": "FILE_TOO_LARGE"}
    assert outcome(read(zipped([("a", large)], zipfile.ZIP_STORED))) == {"b.zip!a": "FILE_TOO_LARGE"}
    inner = zipped([("1", large[:-2]), ("2", b"x")], zipfile.ZIP_STORED)
    found = outcome(read(zipped([("i.zip", inner)], zipfile.ZIP_STORED)))
    assert (len(inner) > MAX_FILE_BYTES, found) == (True, {"b.zip!i.zip!1": large[:-2], "b.zip!i.zip!2": b"x"})
    assert outcome(read(b"\0" * (MAX_UPLOAD_BYTES + 1), "a")) == {"a": "FILE_TOO_LARGE"}


def test_members_are_bounded_in_number_and_the_rest_is_counted_as_refused() -> None:
    entries = read(zipped([(f"{number}", b"") for number in range(MAX_MEMBERS + 500)], zipfile.ZIP_STORED))
    codes = Counter("read" if isinstance(entry, SourceFile) else entry.code for entry in entries)
    assert codes == {"read": MAX_MEMBERS, "TOO_MANY_FILES": 101}
    assert entries[-1].source == "b.zip"


def test_a_directory_too_long_to_be_parsed_is_not() -> None:
    assert outcome(read(b"PK\x03\x04" + b"PK\x01\x02" * 100_001)) == {"b.zip": "TOO_MANY_FILES"}


def test_folders_and_files_on_disk(tmp_path: Path) -> None:
    folder = tmp_path / "applicants"
    (folder / "Ada").mkdir(parents=True)
    (folder / "Ada" / "1.json").write_bytes(b"1")
    (folder / "b.zip").write_bytes(zipped([("2.json", b"2")]))
    (folder / "link.json").symlink_to(tmp_path / "elsewhere")
    (folder / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    expected = {"Ada/1.json": b"1", "b.zip!2.json": b"2", "link.json": "LINK_NOT_FOLLOWED"}
    expected |= {"linked": "LINK_NOT_FOLLOWED", "pipe": "NOT_A_FILE"}
    assert outcome(list(read_paths([folder]))) == expected
    assert outcome(list(read_paths([folder / "b.zip", folder / "Ada", folder / "b.zip"]))) == {
        "b.zip!2.json": b"2",
        "Ada/1.json": b"1",
        "b.zip #2!2.json": b"2",
    }
    for path in (tmp_path / "absent", folder / "pipe", folder / "link.json"):
        with pytest.raises(UsageError):
            list(read_paths([path]))


SEEDS = [
    zipped([("Ada/1.json", b'{"a": 1}' * 20), ("ü.png", b"\x89PNG")]),
    zipped([("inner.zip", zipped([("1", b"x")])), ("t.tar", tarred([("2", b"y")]))]),
    tarred([("n" * 150, b"x" * 600), ("b", b"y")]),
    tarred([("a", b"x" * 600), ("ü" * 120, b"y")], "w:gz"),
    gzip.compress(b"not a tar"),
    b"PK\x03\x04",
    b"PK\x05\x06" + b"\0" * 18,
]


def test_a_file_without_a_name_in_an_archive_is_read_all_the_same() -> None:
    nameless = zipped([("x", b"abc")]).replace(b"x", b"\0")
    assert [type(entry).__name__ for entry in read_bytes("a.zip", nameless)] == ["SourceFile"]


@given(st.data())
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_bytes_and_any_change_to_a_real_archive_give_named_outcomes(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(SEEDS) | st.binary(max_size=64)))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        content[place : place + data.draw(st.integers(0, 6))] = data.draw(st.binary(max_size=6))
    entries = read(bytes(content))
    assert entries
    outcome(entries)
    for entry in entries:
        assert entry.source.startswith("b.zip")
        assert entry.source.isprintable()
        if isinstance(entry, FileProblem):
            assert entry.code
            assert entry.message
        else:
            assert entry.digest == sha256(entry.content).hexdigest()


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30), st.binary(max_size=50)),
        max_size=6,
    )
)
@settings(max_examples=150)
def test_every_file_that_goes_in_comes_out(files: list[tuple[str, bytes]]) -> None:
    files = [(name, content) for name, content in files if not name.split("\0")[0].endswith("/") and name[0] != "\0"]
    files = [(name, content) for name, content in files if not content.startswith(b"PK")]  # an archive in the archive
    entries = read(zipped(files))
    problems = [entry for entry in entries if isinstance(entry, FileProblem)]
    assert all(problem.code in {"SYSTEM_FILE", "EMPTY_ARCHIVE", "OFFICE_DOCUMENT"} for problem in problems)
    assert len(entries) == (len(files) if files else 1)
    assert [e.content for e in entries if isinstance(e, SourceFile)] == [c for _, c in files] or problems


def test_tar_headers_with_wrong_checksums_are_no_tar() -> None:
    header = bytearray(tarred([("a", b"")]))
    header[0] ^= 1
    assert outcome(read(bytes(header), "t")) == {"t": bytes(header)}
    assert outcome(read(zlib.compress(b"x"), "t")) == {"t": zlib.compress(b"x")}
