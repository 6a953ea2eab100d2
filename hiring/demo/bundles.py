"""What people send: ZIPs with a folder an applicant, ZIPs of their own, and all that comes along with badges."""

import json
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hiring.demo.catalogue import Person, digest
from hiring.demo.issue import Issued

Told = Literal["table", "candidate", "folder"]
# Every member carries this date, so that the same seed gives the same bytes.
_PACKED_AT = (2026, 5, 15, 12, 0, 0)

_LETTER = """Dear hiring team,

please find my badges enclosed. I would be glad to tell you more about the work behind them.

Kind regards
{name}
"""


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of `members` (path to content), in their order."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for path, content in members.items():
            info = ZipInfo(path, date_time=_PACKED_AT)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return out.getvalue()


def folders(people: Sequence[tuple[Person, Sequence[Issued]]], told: Told) -> bytes:
    """Return one ZIP with a folder an applicant; `told` is how the ZIP says who they are."""
    members: dict[str, bytes] = {}
    if told == "table":
        lines = [f'"{_folder(person)}","{person.name}",{person.email}' for person, _ in people]
        members["applicants.csv"] = "\n".join(["folder,name,email", *lines, ""]).encode()
    for person, badges in people:
        if told == "candidate":
            members[f"{_folder(person)}/candidate.json"] = candidate(person)
        members |= {f"{_folder(person)}/{path}": content for path, content in _named(badges)}
        members |= {f"{_folder(person)}/{path}": content for path, content in litter(person).items()}
    return pack(members)


def single(person: Person, badges: Sequence[Issued], *, nested: bool = False) -> bytes:
    """Return one applicant's own ZIP; `nested`: the badges are in a ZIP within it, as mail programs make them."""
    inner = {f"badges/{path}": content for path, content in _named(badges)}
    if nested:
        inner = {"badges.zip": pack(inner)}
    return pack({"candidate.json": candidate(person), **inner, **litter(person)})


def candidate(person: Person) -> bytes:
    """Return a `candidate.json`."""
    return json.dumps({"name": person.name, "email": person.email}, ensure_ascii=False, indent=2).encode()


def litter(person: Person) -> dict[str, bytes]:
    """Return what some people's folders hold besides badges."""
    draw = digest("litter", person.email)[0]
    found: dict[str, bytes] = {}
    if draw % 3 == 0:
        found["cover letter.txt"] = _LETTER.format(name=person.name).encode()
    if draw % 7 == 0:
        found[".DS_Store"] = b"\x00\x00\x00\x01Bud1" + bytes(32)
    if draw % 11 == 0:
        found["Lebenslauf – résumé.txt"] = f"{person.name}\n{person.email}\n".encode()
    return found


def _folder(person: Person) -> str:
    """Return a folder's name as people in an office write it: family name first where there are two names."""
    first, _, last = person.name.rpartition(" ")
    return f"{last}, {first}" if first else person.name


def _named(badges: Iterable[Issued]) -> list[tuple[str, bytes]]:
    """Return the files with distinct names."""
    taken: dict[str, int] = {}
    named = []
    for badge in badges:
        taken[badge.name] = taken.get(badge.name, 0) + 1
        stem, _, ending = badge.name.rpartition(".")
        number = taken[badge.name]
        named.append((badge.name if number == 1 else f"{stem}-{number}.{ending}", badge.content))
    return named
