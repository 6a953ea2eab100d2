"""What an assertion of Open Badges links to is fetched and read: its BadgeClass, and the Profile of that one's issuer.

Who the issuer is decides by which rules a badge is judged, so no badge is believed in that:

- The Profile is always fetched, also where one stands in the badge: rules and keys that a badge brings along itself
  would let anybody speak for any issuer.
- A part that was fetched is called by the address that served it, not by the `id` that it states, for anybody can
  state any. Where they differ, a note says so.
"""

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any

from hiring.errors import CredenceError
from hiring.formats._digest import digest_json
from hiring.formats._ob2_assertion import EXTENSION, assertion_key, badge_of, hosted_status, list_status
from hiring.formats._ob2_parts import PROFILES, read_class, read_profile
from hiring.formats._ob2_values import host_of, is_web_address, kinds, reference, same_address
from hiring.formats._shapes import Shapes, flat
from hiring.formats.base import Get
from hiring.models.artifact import Note
from hiring.models.credential import Credential, DataModel, StatusEntry
from hiring.strict_json import parse_json


@dataclass(slots=True)
class _Links:
    """What was fetched for one badge, and what could not be."""

    get: Get
    data_model: DataModel
    shapes: Shapes = field(default_factory=Shapes)
    fetched: list[Any] = field(default_factory=list)
    missing: list[Note] = field(default_factory=list)

    def part(self, address: str, what: str) -> dict[str, Any] | None:
        """Return the object that an address serves, or `None`; then it is kept as missing."""
        if not is_web_address(address):
            self.miss(f"The {what} has no web address at which it could be looked up.", "PART_NOT_LINKED")
            return None
        try:
            value = parse_json(self.get(address))
        except CredenceError as error:
            self.miss(f"The {what} could not be had. {error}", "PART_UNREACHABLE")
            return None
        if not isinstance(value, dict):
            self.miss(f"What {address[:200]} serves as the {what} is none.", "PART_UNREACHABLE")
            return None
        self.fetched.append([address, value])
        if "id" in value and not same_address(value["id"], address):
            self.shapes.note(
                "PART_ID_DIFFERS", f"The {what} at {address[:200]} calls itself otherwise; the address counts."
            )
        return value

    def expect(self, part: dict[str, Any], wanted: Set[str], code: str, message: str) -> None:
        """Keep a problem of a part that says to be something else. Before 1.1 parts did not say what they are."""
        stated = kinds(part)
        if not stated and self.data_model == "ob2":
            self.shapes.note("PART_TYPE_MISSING", "Something that the badge consists of does not say what it is.")
        elif stated and stated.isdisjoint(wanted):
            self.shapes.problem(code, message)

    def miss(self, message: str, code: str) -> None:
        """Keep a part that could not be had."""
        self.missing.append(Note(code=code, message=message))


def complete_badge(credential: Credential, get: Get) -> Credential:
    """Return an assertion with its BadgeClass and its issuer's Profile read in. Never raises for what `get` does.

    `document` then holds both where the assertion has its `badge`; `digest` is over all that was read.
    """
    links, document = _Links(get, credential.data_model), credential.document
    link, stated = badge_of(document, Shapes())
    linked = stated is None
    if stated is None and link is not None:
        stated = links.part(link, "description of the badge")
    if stated is None:
        return _outcome(credential, links, {})
    links.expect(stated, {"BadgeClass"}, "BADGE_CLASS_TYPE", "What it is about is not a BadgeClass.")
    issuer_id, profile = _profile(stated.get("issuer"), links)
    found: dict[str, Any] = {}
    if issuer_id is not None:
        claimed = stated["issuer"] if isinstance(stated.get("issuer"), dict) else {}
        found["issuer"] = read_profile(profile or claimed, issuer_id, links.shapes)
    if profile is not None:
        found["statuses"] = (*hosted_status(credential.id, credential.securing), *_lists(credential.id, profile))
        stated = {**stated, "issuer": profile}
    class_id = link if linked else stated.get("id")
    if issuer_id is not None and host_of(class_id) not in (None, host_of(issuer_id)):
        links.shapes.note("BADGE_CLASS_ELSEWHERE", "What it is about is described on another site than its issuer's.")
    if issuer_id is not None and host_of(class_id) != host_of(issuer_id):
        # Whoever describes a badge of their own may call it as another's is called; it does not become that one.
        found["content_key"] = assertion_key(issuer_id, credential.id, document)
    achievement = read_class(stated, link if linked else None, issuer_id, links.shapes)
    found |= {"achievement": achievement, "name": achievement.name}
    found["language"] = links.shapes.text(stated.get("@language"), "badge.@language") or credential.language
    found["version"] = links.shapes.figure(stated.get("version"), "badge.version")
    found["document"] = {**document, "badge": stated}
    _note_unread([document, stated, profile or {}], links.shapes)
    return _outcome(credential, links, found)


def _profile(value: Any, links: _Links) -> tuple[str | None, dict[str, Any] | None]:
    """Return the issuer's address and its Profile as it is served there."""
    values = list(flat(value))
    if len(values) != 1:
        links.shapes.problem("BADGE_CLASS_ISSUER", "The description of the badge does not name one issuer.")
        return None, None
    address = reference(values[0]) or (values[0].get("id") if isinstance(values[0], dict) else None)
    if not isinstance(address, str) or not address:
        links.miss("Its issuer has no identifier, so nobody can be asked about it.", "PART_NOT_LINKED")
        return None, None
    profile = links.part(address, "profile of the issuer")
    if profile is None:
        return address, None
    links.expect(profile, PROFILES, "PROFILE_TYPE", "What it names as its issuer is not an issuer.")
    if not str(profile.get("id") or address).startswith("https://"):
        links.shapes.note("ISSUER_ID_NOT_HTTPS", "The issuer's identifier is not a secure web address (https).")
    return address, profile


def _lists(credential_id: str | None, profile: dict[str, Any]) -> list[StatusEntry]:
    # One that is named in a way that cannot be read must not seem absent.
    return [list_status(credential_id, reference(named)) for named in flat(profile.get("revocationList"))]


def _note_unread(parts: list[dict[str, Any]], shapes: Shapes) -> None:
    if any(part.get("endorsement") for part in parts):
        shapes.note("ENDORSEMENTS_UNREAD", "Others endorse it; what they say was not verified and does not count.")
    if any(member.startswith(EXTENSION) for part in parts[1:] for member in part):
        shapes.note("EXTENSIONS_UNREAD", "It has extensions, which were not read.")


def _outcome(credential: Credential, links: _Links, found: dict[str, Any]) -> Credential:
    notes = {(note.code, note.message): note for note in (*credential.notes, *links.shapes.notes)}
    digest = digest_json([credential.digest, *links.fetched]) if links.fetched else credential.digest
    return credential.model_copy(
        update={
            **found,
            "digest": digest,
            "problems": (*credential.problems, *links.shapes.problems),
            "notes": tuple(notes.values()),
            "unresolved": tuple(links.missing),
        }
    )
