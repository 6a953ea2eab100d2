"""Shortcut files lead to one link; what only looks like one is none."""

import plistlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.intake.carriers import extract
from hiring.intake.shortcuts import MAX_SHORTCUT_BYTES, link_of
from hiring.models.artifact import SourceFile

LINK = "https://uni.example/assertions/7?a=b&c=d"
EDGE = f"""[{{000214A0-0000-0000-C000-000000000046}}]\r
Prop3=19,11\r
[InternetShortcut]\r
IDList=\r
URL={LINK}\r
IconFile=https://uni.example/favicon.ico\r
IconIndex=1\r
""".encode()
SHORTCUTS = {
    "Windows": f"[InternetShortcut]\r\nURL={LINK}\r\n".encode(),
    "Windows, with an icon": EDGE,
    "Linux": f"[Desktop Entry]\nEncoding=UTF-8\nName=My badge\nType=Link\nURL={LINK}\nIcon=text-html\n".encode(),
    "macOS, XML": plistlib.dumps({"URL": LINK}),
    "macOS, binary": plistlib.dumps({"URL": LINK}, fmt=plistlib.FMT_BINARY),
}


@pytest.mark.parametrize("system", SHORTCUTS)
def test_a_shortcut_leads_to_its_link(system: str) -> None:
    (found,) = extract(SourceFile(source="badge", content=SHORTCUTS[system], digest="d"))
    assert (found.carrier, found.link, found.payload) == ("links", LINK, b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[InternetShortcut]\nIconIndex=1\n",
        b"[Settings]\nURL=https://uni.example/1\n",
        b"URL=https://uni.example/1\n[InternetShortcut]\n",
        b"bplist00",
        plistlib.dumps({"URL": 7}),
        plistlib.dumps({"CFBundleName": LINK}),
        plistlib.dumps([LINK]),
        b'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "https://uni.example/1">]><plist><dict><key>URL</key>'
        b"<string>&a;</string></dict></plist>",
        EDGE + b"\n" * MAX_SHORTCUT_BYTES,
    ],
)
def test_what_is_no_shortcut(content: bytes) -> None:
    assert link_of(content) is None


@given(
    st.binary(max_size=300).map(lambda data: b"bplist00" + data)
    | st.text(max_size=200).map(lambda text: f"<plist>{text}</plist>".encode())
    | st.tuples(st.sampled_from(sorted(SHORTCUTS)), st.integers(0, 200), st.binary(min_size=1, max_size=8)).map(
        lambda change: SHORTCUTS[change[0]][: change[1]] + change[2] + SHORTCUTS[change[0]][change[1] + 1 :]
    )
)
def test_any_bytes_are_a_shortcut_or_none(content: bytes) -> None:
    link = link_of(content)
    assert link is None or isinstance(link, str)
