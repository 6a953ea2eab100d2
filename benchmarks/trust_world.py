"""A world of 2,000 issuers of whom it is known who is honest: impostors, rings, self-issuers, thieves, and the rest.

Every badge is genuinely signed; registered providers are on an imported list. Much that is honest is made to look like
what is not: universities of nearly one name, partners that endorse each other, platforms, faculties of one site, pages
of a course that all of a class link to, records issued at once. The same seed makes the same world.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from hiring.errors import Unreachable
from hiring.models.artifact import ApplicantClaim, SourceFile
from hiring.models.document import Document
from hiring.models.registry import ListedInstitution
from hiring.models.role import Deadline, RoleSkill, RoleVersion
from hiring.verification.issuing import SigningKey, sign_jwt

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
ISSUERS, REGISTERED = 2_000, 400
_SYLLABLES = (
    "al",
    "ber",
    "cor",
    "dun",
    "el",
    "far",
    "gar",
    "hal",
    "in",
    "kel",
    "lor",
    "mer",
    "nor",
    "or",
    "pel",
    "quen",
    "ros",
    "sel",
    "tor",
    "ul",
    "ver",
    "wes",
    "yar",
    "zel",
)
_ENDS = ("mouth", "field", "gate", "haven", "bridge", "stadt", "burg", "villa", "pool", "wick")
_KINDS = (
    "University",
    "State University",
    "College",
    "Institute of Technology",
    "Business School",
    "Academy of Arts",
    "Chamber of Commerce",
    "University of Applied Sciences",
)
_ALIKE = {"o": "о", "e": "е", "a": "а", "i": "і", "c": "с", "p": "р"}


ANALYST = RoleVersion(
    role_id="analyst",
    title="Analyst",
    summary="",
    version=1,
    skills=(RoleSkill(skill_id="sql", level=2, weight=1, must_have=False),),
    reason="first",
    saved_by="benchmark",
    saved_at=NOW,
    apply_by=Deadline(day=date(2026, 3, 15)),
)


@dataclass(frozen=True)
class Party:
    """An issuer with its key. `host` is where its did:web lives; without one it is a did:key."""

    name: str
    key: SigningKey
    host: str | None = None

    @property
    def id(self) -> str:
        """What its badges name as their issuer."""
        return f"did:web:{self.host}" if self.host else self.key.did_key

    @property
    def method(self) -> str:
        """The id of its key."""
        return f"{self.id}#key" if self.host else self.key.did_key_method


@dataclass
class World:
    """Files with whom they are of, what answers, who is registered, and what a finder should find.

    `truth`: pairs of a code and whom or what it is about: an issuer's id, a badge's id, or an applicant's e-mail.
    """

    files: list[SourceFile] = field(default_factory=list)
    claims: dict[str, ApplicantClaim] = field(default_factory=dict)
    served: dict[str, bytes] = field(default_factory=dict)
    registered: list[ListedInstitution] = field(default_factory=list)
    truth: set[tuple[str, str]] = field(default_factory=set)
    issuers: int = 0

    def get(self, url: str) -> Document:
        """See `hiring.network.base.Fetcher`."""
        if url not in self.served:
            raise Unreachable(f"Nobody answers at {url}.")
        content = self.served[url]
        return Document.answered(url, content, status=200, media_type="application/json", fetched_at=NOW)


class Maker:
    """Makes one world. Each kind of party is made by one method, which notes what should be found of it."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)  # noqa: S311 - a benchmark's data
        self.world = World()
        self.number = 0
        self.names: set[str] = set()

    def make(self) -> World:
        """Return the world."""
        known = [self._party(self._name(), registered=True) for _ in range(REGISTERED)]
        for one in known:
            self._award(one)
        self._impostors(known)
        self._thieves(known)
        self._selfish()
        self._rings(known)
        self._lookalikes(known)
        self._applicants(known)
        while self.world.issuers < ISSUERS:
            self._award(self._party(self._name(), web=self.random.random() < 0.5))
        return self.world

    def _name(self) -> str:
        while True:
            place = "".join(self.random.sample(_SYLLABLES, 2)) + self.random.choice(_ENDS)
            name = f"{place.capitalize()} {self.random.choice(_KINDS)}"
            if name not in self.names:
                self.names.add(name)
                return name

    def _party(self, name: str, *, registered: bool = False, web: bool = False, host: str | None = None) -> Party:
        self.world.issuers += 1
        key = SigningKey.from_seed("Ed25519", f"trust {self.world.issuers}".encode())
        if host is None and (registered or web):
            host = f"i{self.world.issuers}.example"
        made = Party(name, key, host)
        if host:
            method = {"id": made.method, "type": "JsonWebKey", "controller": made.id, "publicKeyJwk": key.public_jwk()}
            document = {"id": made.id, "verificationMethod": [method], "assertionMethod": [made.method]}
            path = ":".join(made.id.split(":")[3:]).replace(":", "/")
            place = (
                f"https://{made.id.split(':')[2]}/{path}/did.json" if path else f"https://{host}/.well-known/did.json"
            )
            self.world.served[place] = json.dumps(document).encode()
        if registered:
            self.world.registered.append(ListedInstitution(name=name, identifier=made.id))
        return made

    def _person(self) -> ApplicantClaim:
        self.number += 1
        return ApplicantClaim(name=f"Person {self.number}", email=f"p{self.number}@mail.example", known_from="typed")

    def _award(
        self,
        issuer: Party,
        to: ApplicantClaim | None = None,
        *,
        more: dict[str, Any] | None = None,
        endorsed: tuple[str, ...] = (),
    ) -> str:
        """Issue a badge and return its id. `more` goes over its parts: `badge`, `issuer`, `subject`, `achievement`."""
        to = to or self._person()
        self.number += 1
        over = more or {}
        identity = {"type": "IdentityObject", "identityHash": to.email, "identityType": "emailAddress", "hashed": False}
        achievement = {
            "id": f"urn:uuid:a-{self.number}",
            "type": ["Achievement"],
            "name": f"Skill {self.number}",
            "description": "d",
            "criteria": {"narrative": "n"},
        }
        document = {
            "@context": CONTEXTS,
            "id": f"urn:uuid:b-{self.number}",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name, **over.get("issuer", {})},
            "validFrom": (
                NOW - timedelta(days=self.random.randrange(900), seconds=self.random.randrange(86_000))
            ).isoformat(),
            "name": f"Skill {self.number}",
            "credentialSubject": {
                "type": ["AchievementSubject"],
                "identifier": [identity],
                "achievement": {**achievement, **over.get("achievement", {})},
                **over.get("subject", {}),
            },
            **over.get("badge", {}),
        }
        if endorsed:
            document["endorsementJwt"] = list(endorsed)
        self._send(to, sign_jwt(document, issuer.key, kid=issuer.method))
        return str(document["id"])

    def _send(self, to: ApplicantClaim, token: str) -> None:
        source = f"world.zip!{to.name}/{len(self.world.files)}.jwt"
        content = token.encode()
        self.world.files.append(SourceFile(source=source, content=content, digest=sha256(content).hexdigest()))
        self.world.claims[source] = to

    def _endorsement(self, by: Party, of: Party) -> str:
        self.number += 1
        document = {
            "@context": CONTEXTS,
            "id": f"urn:uuid:e-{self.number}",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Endorsement",
            "issuer": {"id": by.id, "type": ["Profile"], "name": by.name},
            "validFrom": "2025-01-01T00:00:00Z",
            "credentialSubject": {"id": of.id, "type": ["EndorsementSubject"], "endorsementComment": "Good."},
        }
        return sign_jwt(document, by.key, kid=by.method)

    def _find(self, code: str, *subjects: str) -> None:
        self.world.truth |= {(code, subject) for subject in subjects}

    def _impostors(self, known: list[Party]) -> None:
        """Names in other letters, with a slip, in another order, or simply taken; and borrowed logos."""
        for place, real in enumerate(self.random.sample(known, 160)):
            name, code, more = real.name, "NAME_IMITATES", {}
            kind = place % 5
            if kind == 0:
                letter = self.random.choice([c for c in name if c in _ALIKE])
                name = name.replace(letter, _ALIKE[letter], 1)
            elif kind == 1:
                at = self.random.randrange(2, len(name.split()[0]) - 1)
                name = (
                    name[:at] + name[at + 1] + name[at] + name[at + 2 :]
                    if name[at] != name[at + 1]
                    else name[:at] + name[at + 1 :]
                )
            elif kind == 2:
                first, *rest = name.split()
                name = f"{' '.join(rest)} of {first}"
            elif kind == 3:
                code = "NAME_OF_ANOTHER"
            else:
                name, code, more = (
                    self._name(),
                    "LOGO_OF_ANOTHER",
                    {"issuer": {"image": {"id": f"data:image/png;base64,{place}", "type": "Image"}}},
                )
                self._award(real, more=more)
            fake = self._party(name, web=self.random.random() < 0.5)
            self._award(fake, more=more)
            self._find(code, fake.id)

    def _thieves(self, known: list[Party]) -> None:
        for place, real in enumerate(self.random.sample(known, 60)):
            thief = self._party(self._name())
            if place % 2:
                badge = self._award(thief, more={"achievement": {"creator": {"id": real.id, "type": ["Profile"]}}})
                self._find("ACHIEVEMENT_OF_ANOTHER", badge)
            else:
                self._find(
                    "ACHIEVEMENT_ON_ANOTHERS_SITE",
                    self._award(thief, more={"achievement": {"id": f"https://{real.host}/a/{place}"}}),
                )

    def _selfish(self) -> None:
        for place in range(60):
            to = self._person()
            issuer = self._party(to.name if place % 2 else self._name(), web=place % 3 == 2)
            if place % 3 == 0:
                badge = self._award(issuer, to, more={"subject": {"id": issuer.id}})
            elif place % 3 == 1:
                badge = self._award(issuer, to, more={"issuer": {"email": str(to.email).upper()}})
            else:
                badge = self._award(issuer, to, more={"subject": {"id": f"did:web:{issuer.host}:me"}})
            self._find("SELF_ISSUED_SITE" if place % 3 == 2 else "SELF_ISSUED", badge)

    def _rings(self, known: list[Party]) -> None:
        for place in range(20):
            members = [self._party(self._name()) for _ in range(2 + place % 5)]
            for by, of in zip(members, [*members[1:], members[0]], strict=True):
                self._award(of, endorsed=(self._endorsement(by, of),))
            self._find("ENDORSED_IN_A_RING", *(member.id for member in members))
        for _ in range(20):  # partners, of whom somebody from outside knows one
            one, other = self._party(self._name()), self._party(self._name())
            self._award(other, endorsed=(self._endorsement(one, other),))
            self._award(
                one, endorsed=(self._endorsement(other, one), self._endorsement(self.random.choice(known), one))
            )

    def _lookalikes(self, known: list[Party]) -> None:
        """Honest ones: faculties, partners with a permit, platforms, towns of nearly one name."""
        for place, real in enumerate(self.random.sample(known, 120)):
            town, kind = real.name.split(" ", 1)
            if place % 4 == 0:  # a faculty on the university's site, under the university's name
                self._award(self._party(real.name, host=f"{real.host}:faculty"))
            elif place % 4 == 1:  # another school of the same town
                other = next(k for k in _KINDS if k != kind and f"{town} {k}" not in self.names)
                self.names.add(f"{town} {other}")
                self._award(self._party(f"{town} {other}"))
            elif place % 4 == 2:  # a partner that may give the university's achievement
                partner = self._party(self._name())
                more = {"achievement": {"creator": {"id": real.id, "type": ["Profile"]}}}
                self._award(partner, more=more, endorsed=(self._endorsement(real, partner),))
            else:  # a town whose name has another first letter
                letter = next(c for c in "bcdfghlmnprst" if c != town[0].lower())
                name = f"{letter.upper()}{town[1:]} {kind}"
                if name not in self.names:
                    self.names.add(name)
                    self._award(self._party(name))

    def _applicants(self, known: list[Party]) -> None:
        """What is found of people: shared badges, keys and work; twenty badges at once; and what is honest of it."""
        for place in range(30):
            issuer = self.random.choice(known)
            one, other = self._person(), self._person()
            if place % 3 == 0:
                # Nothing in it says whose it is, so that both can show it.
                self._award(issuer, one, more={"subject": {"identifier": []}})
                self.world.claims[self._again(other)] = other
                self._find("SAME_BADGE_SENT_BY_ANOTHER", str(one.email), str(other.email))
            elif place % 3 == 1:
                for to in (one, other):
                    self._award(issuer, to, more={"subject": {"id": f"did:example:holder-{place}", "identifier": []}})
                    self._find("SAME_HOLDER_KEY", str(to.email))
            else:
                work = {"badge": {"evidence": [{"id": f"https://work.example/{place}", "type": ["Evidence"]}]}}
                for to in (one, other):
                    self._award(self.random.choice(known), to, more=work)
                    self._find("SAME_EVIDENCE", str(to.email))
        page = {"badge": {"evidence": [{"id": "https://course.example/syllabus", "type": ["Evidence"]}]}}
        for _ in range(30):  # a page of the course, which all of a class have
            self._award(known[0], more=page)
        for place in range(10):
            to, mill = self._person(), self._party(self._name())
            for minute in range(22):
                self._award(mill, to, more={"badge": {"validFrom": f"2026-02-{place + 1:02}T10:{minute:02}:30Z"}})
            self._find("MANY_BADGES_AT_ONCE", str(to.email))
        for place in range(40):  # applications for the analyst closed in March
            to = self._person()
            month = 4 if place % 2 else 2
            dated = {"badge": {"validFrom": f"2026-{month:02}-10T09:{place:02}:00Z"}, "achievement": {"name": "SQL"}}
            self._award(self.random.choice(known), to, more=dated)
            if month == 4:
                self._find("ISSUED_AFTER_DEADLINE", str(to.email))
        for place in range(10):  # as many on one day, of which only the day is stated
            to = self._person()
            for _ in range(22):
                self._award(known[place], to, more={"badge": {"validFrom": f"2026-02-{place + 1:02}T00:00:00Z"}})

    def _again(self, to: ApplicantClaim) -> str:
        last = self.world.files[-1]
        source = f"world.zip!{to.name}/copy.jwt"
        self.world.files.append(last.model_copy(update={"source": source}))
        return source
