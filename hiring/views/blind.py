"""One applicant of a blind role as a page may have them: everything that would tell who it is, is not there.

What is left are the skills, the verdicts and how each check ended, in our own words. Left out are names, addresses,
pictures, files and links, dates and ages, and whatever foreign text could hold any of these.
"""

import re
from dataclasses import replace

from hiring.description.elements import Element
from hiring.store.blind import COUNTRIES, PROVIDERS, Blind, Pseudonym, Reveal, blind_of, meant, pseudonym, reveals
from hiring.store.database import Cursor
from hiring.views import applicant as view
from hiring.views.applicant import Applicant, Badge, Entry

__all__ = ["Blind", "Pseudonym", "Reveal", "blind_of", "blinded", "ref_of", "reveals", "shown"]

_OF_MATCH = ("score", "low", "high", "gate", "as_of", "match_id", "computed_gate", "computed_score")
_HIDDEN = "not told in blind mode"
_GAP = "…"
# Addresses say who somebody is, or lead to a page that does.
_ADDRESSES = re.compile(r"\S+@\S+|\b\w+://\S+|\bdid:\S+|\bwww\.\S+")


def shown(cursor: Cursor, ref: str, role_id: str | None) -> tuple[Applicant, Pseudonym | None] | None:
    """Return whom a reference of an address means in a role, blinded where they are blind; `None` for nobody."""
    ids = [ref] if role_id is None else meant(cursor, role_id, [ref])
    person = view.applicant(cursor, ids[0], role_id) if ids else None
    if person is None:
        return None
    known = pseudonym(cursor, role_id, person.id) if role_id else None
    return (blinded(person, known), known) if known else (person, None)


def ref_of(cursor: Cursor, role_id: str, applicant_id: str) -> str:
    """Return what stands for somebody in the addresses of a role."""
    known = pseudonym(cursor, role_id, applicant_id)
    return known.ref if known else applicant_id


def blinded(person: Applicant, known: Pseudonym) -> Applicant:
    """Return an applicant under a pseudonym. Ids are new too: those of badges are the same in every role."""
    numbers = {badge.id: f"{known.ref}-{number}" for number, badge in enumerate(person.badges, 1)}
    return replace(
        person,
        id=known.ref,
        name=known.name,
        email=None,
        known_from=_HIDDEN,
        badges=tuple(_badge(badge, numbers[badge.id], known) for badge in person.badges),
        match=person.match
        # Why somebody overrode it may say who it is; that they did has to show.
        and {key: person.match[key] for key in _OF_MATCH}
        | {"overridden": "the reason is told once this person is revealed" if person.match["overridden"] else None},
        evidence={
            skill: tuple(
                replace(
                    piece,
                    badge_id=numbers[piece.badge_id],
                    native_level=None,
                    link_detail=_HIDDEN,
                    # What is left of it by its age tells its date.
                    factors=tuple(
                        factor.model_copy(update={"why": _HIDDEN})
                        for factor in piece.factors
                        if factor.name != "recency"
                    ),
                )
                for piece in pieces
                if piece.badge_id in numbers
            )
            for skill, pieces in person.evidence.items()
        },
    )


def _badge(badge: Badge, number: str, known: Pseudonym) -> Badge:
    nameless = PROVIDERS in known.hides or _tells(badge.issuer, known) or _tells(badge.registered, known)
    return replace(
        badge,
        id=number,
        blind=True,
        compared="",
        achievement=_scrubbed(badge.achievement, known),
        description=None,
        criteria=_scrubbed(badge.criteria, known),
        issuer=None if nameless else badge.issuer,
        registered=None if nameless else badge.registered,
        issuer_iri=None,
        vouched="" if nameless else _scrubbed(badge.vouched, known) or "",
        valid_from=None,
        valid_until=None,
        associations=(),
        source=_HIDDEN,
        carrier=_HIDDEN,
        link=None,
        artifact_id=None,
        ledger=tuple(_entry(entry) for entry in badge.ledger),
        elements=()
        if COUNTRIES in known.hides
        else tuple(
            one._replace(value=_scrubbed(one.value, known) or "")
            for one in badge.elements
            if one.element is Element.COUNTRY and one.present
        ),
        departures=(),
        own_schemas=(),
    )


def _entry(entry: Entry) -> Entry:
    """How a check ended: its details compare names and addresses."""
    return replace(entry, detail="")


def _tells(text: str | None, known: Pseudonym) -> bool:
    return bool(set(known.tokens) & set(re.split(r"[^\w]+", (text or "").casefold())))


def _scrubbed(text: str | None, known: Pseudonym) -> str | None:
    """A foreign text without addresses and without the words that would give somebody away."""
    if text is None:
        return None
    words = "|".join(re.escape(token) for token in sorted(known.tokens, key=len, reverse=True))
    plain = _ADDRESSES.sub(_GAP, text)
    return re.sub(rf"\b(?:{words})\b", _GAP, plain, flags=re.IGNORECASE) if words else plain
