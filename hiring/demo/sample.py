"""The sample bundle: four more applicants, one of whom changes the top of the first role, and every kind of trouble.

About fifty files: genuine badges, a tampered, a forged, an expired, a revoked one, one whose status list does not
answer, one of somebody else, one sent twice in two carriers, a ZIP in the ZIP, and what lies about in people's folders.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hiring.demo.badges import Badge, Flaw, earned, spoil, suits
from hiring.demo.bundles import candidate, pack
from hiring.demo.catalogue import DAY, Person
from hiring.demo.images import png
from hiring.demo.issue import Issued, Press

PEOPLE = (
    Person("Yuki Tanaka-Brandt", "yuki.tanaka-brandt@post.example", "principal"),
    Person("José Ángel Muñoz", "jose.munoz@correo.example", "platform-engineer"),
    Person("Łucja Kowalczyk", "lucja.kowalczyk@poczta.example", "network-changer"),
    Person("Ravi Sundaram", "ravi.sundaram@inbox.example", "platform-junior"),
)
# Beyond this many days after its end a badge has expired on whatever day the demo is looked at.
_LONG_GONE = 200

_NOTES = "Call back Thursday. References on file.\n"
_PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_PAGE = "<!doctype html><html><head><title>My certificates</title></head><body>See attachment</body></html>\n"


def sample(press: Press) -> tuple[bytes, tuple[Issued, ...]]:
    """Return the ZIP, and the badges in it as they were issued."""
    yuki, jose, lucja, ravi = (earned(press.catalogue, person, press.seed) for person in PEOPLE)
    yuki = [replace(badge, hint="hashed") for badge in yuki]
    jose = _spoil_first(press, jose, Flaw.TAMPERED)
    jose = _spoil_first(press, jose, Flaw.STATUS_UNREACHABLE)
    jose = _expire_first(press, jose)
    lucja = _spoil_first(press, lucja, Flaw.WRONG_HOLDER)
    lucja = _spoil_first(press, lucja, Flaw.REVOKED)
    ravi = _spoil_first(press, ravi, Flaw.FORGED)
    issued = [[press.issue(badge) for badge in badges] for badges in (yuki, jose, lucja, ravi)]
    twice = press.issue(yuki[0], "svg" if issued[0][0].carrier != "svg" else "png")
    members: dict[str, bytes] = {"README.txt": b"Applications received this week, one folder each.\n"}
    names = ("Tanaka-Brandt, Yuki", "Muñoz, José Ángel", "Kowalczyk, Łucja", "Sundaram, Ravi")
    for folder, person, badges in zip(names, PEOPLE, issued, strict=True):
        members[f"{folder}/candidate.json"] = candidate(person)
        files = {badge.name: badge.content for badge in badges}
        if person is PEOPLE[2]:
            members[f"{folder}/Zertifikate – świadectwa.zip"] = pack(files)
        else:
            members |= {f"{folder}/{name}": content for name, content in files.items()}
    members |= {
        f"{names[0]}/{twice.name}": twice.content,
        f"{names[0]}/cover letter.txt": b"Dear hiring team,\nplease find my badges enclosed.\nYuki Tanaka-Brandt\n",
        f"{names[1]}/.DS_Store": b"\x00\x00\x00\x01Bud1" + bytes(32),
        f"{names[1]}/notes.txt": _NOTES.encode(),
        f"{names[1]}/screenshot.png": _plain_picture(press, jose[0]),
        f"{names[3]}/my certificates.html": _PAGE.encode(),
        f"{names[3]}/résumé.pdf": _PDF,
        f"{names[3]}/empty.json": b"",
        f"{names[3]}/broken.json": b'{"type": ["VerifiableCredential", "OpenBadgeCre',
        "__MACOSX/._README.txt": b"\x00\x05\x16\x07" + bytes(40),
    }
    return pack(members), (*(badge for badges in issued for badge in badges), twice)


def _spoil_first(press: Press, badges: list[Badge], flaw: Flaw) -> list[Badge]:
    def fits(badge: Badge) -> bool:
        return badge.flaw is Flaw.NONE and suits(press.catalogue, badge, flaw)

    return _change_first(badges, fits, lambda badge: spoil(badge, flaw, PEOPLE[0]), flaw.value)


def _expire_first(press: Press, badges: list[Badge]) -> list[Badge]:
    def fits(badge: Badge) -> bool:
        resolvable = press.catalogue.providers[badge.offer.provider].resolvable
        return badge.flaw is Flaw.NONE and badge.offer.months > 0 and resolvable

    def expired(badge: Badge) -> Badge:
        ended = badge.expires or DAY
        return replace(badge, issued=badge.issued - max(ended - DAY, timedelta(0)) - timedelta(days=_LONG_GONE))

    return _change_first(badges, fits, expired, "expired")


def _change_first(
    badges: list[Badge], fits: Callable[[Badge], bool], change: Callable[[Badge], Badge], what: str
) -> list[Badge]:
    for index, badge in enumerate(badges):
        if fits(badge):
            return [*badges[:index], change(badge), *badges[index + 1 :]]
    raise ValueError(f"no badge of the sample's people can be {what}: their archetypes need another offer")


def _plain_picture(press: Press, badge: Badge) -> bytes:
    """A picture without a badge in it: what a screenshot of one is."""
    provider = press.parties[badge.offer.provider].provider
    return png(badge.offer.name, provider.name, provider.colours, provider.shape)
