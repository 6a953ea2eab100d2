"""OpenID Federation 1.0: an issuer is vouched for by a chain of signed statements up to an anchor that a site trusts.

Named in the settings as `openid-federation:https://anchor.example`. The anchor is asked first: federations of
credential issuers list them directly, also those that are no web sites (`sub` is then their DID). Else an issuer at an
https address is followed from its own configuration up along its authority hints (section 10.1), within bounds.
"""

from datetime import datetime
from urllib.parse import quote

from cryptography.x509 import Certificate

from hiring.errors import CredenceError, FetchError
from hiring.models.credential import Issuer
from hiring.models.verdict import Recognition, RegistryAnswer
from hiring.network.base import Fetcher
from hiring.verification.registries._entity_statements import (
    Statement,
    configuration,
    read_statement,
    require_signed_with,
)

# Entities between an issuer and the anchor: a school, its state's federation, the country's, one to spare.
MAX_DEPTH = 4
# Addresses asked for one issuer: hints may be many and lead nowhere.
MAX_ASKED = 24


class OpenIdFederation:
    """A federation, by its trust anchor."""

    def __init__(self, anchor: str, fetcher: Fetcher) -> None:
        self.name = anchor
        self._fetcher = fetcher
        self._answers: dict[tuple[str, datetime], RegistryAnswer] = {}

    def ask(
        self,
        issuer: Issuer,
        as_of: datetime,
        certificates: tuple[Certificate, ...] = (),  # noqa: ARG002  # it knows issuers by their identifiers alone
    ) -> RegistryAnswer:
        """See `Registry`. What is signed wrongly vouches for nobody; what cannot be reached might have."""
        if (issuer.id, as_of) not in self._answers:
            self._answers[issuer.id, as_of] = self._answer(issuer.id, as_of)
        return self._answers[issuer.id, as_of]

    def _answer(self, entity: str, as_of: datetime) -> RegistryAnswer:
        recognition, name = Recognition.NOT_REGISTERED, None
        try:
            anchor = configuration(self.name, self._fetcher, as_of)
            search = _Search(self._fetcher, as_of, anchor) if anchor is not None else None
            statement = search.vouched(entity) if search is not None else None
        except FetchError:
            return RegistryAnswer(registry=self.name, recognition=Recognition.UNREACHABLE, asked_at=as_of)
        except CredenceError:
            search, statement = None, None
        if search is None:
            # An anchor that cannot show who it is has said nothing of anybody.
            recognition = Recognition.UNREACHABLE
        elif statement is not None:
            recognition = Recognition.RECOGNIZED
            stated = statement.federation_entity.get("organization_name")
            name = stated if isinstance(stated, str) else None
        return RegistryAnswer(registry=self.name, recognition=recognition, registered_name=name, asked_at=as_of)


class _Search:
    """One search for a chain from an entity to the anchor."""

    def __init__(self, fetcher: Fetcher, as_of: datetime, anchor: Statement) -> None:
        self._fetcher, self._as_of, self._anchor = fetcher, as_of, anchor
        self._left = MAX_ASKED

    def vouched(self, entity: str) -> Statement | None:
        """Return the statement that vouches for an entity by whoever stands next above it, if a chain is found.

        Raises:
            FetchError: somebody who might have vouched for it did not answer.
        """
        direct = self._about(self._anchor, entity)
        if direct is not None or not entity.startswith("https://"):
            return direct
        own = self._configuration(entity)
        return self._climb(own, below=0, seen=frozenset({entity})) if own is not None else None

    def _climb(self, child: Statement, below: int, seen: frozenset[str]) -> Statement | None:
        """Return what is said of `child` by a superior for whom a chain to the anchor is found.

        `below` counts the entities between `child` and the end of the chain.
        """
        unanswered: FetchError | None = None
        for hint in child.authority_hints:
            if hint in seen or below >= MAX_DEPTH:
                continue
            try:
                superior = self._anchor if hint == self._anchor.subject else self._configuration(hint)
                statement = self._about(superior, child.subject) if superior is not None else None
                if superior is None or statement is None or not _holds(statement, child, below):
                    continue
                if superior is self._anchor or self._climb(superior, below + 1, seen | {hint}) is not None:
                    return statement
            except FetchError as error:
                unanswered = error
        if unanswered is not None:
            raise unanswered
        return None

    def _configuration(self, entity: str) -> Statement | None:
        if not self._may_ask():
            return None
        try:
            return configuration(entity, self._fetcher, self._as_of)
        except FetchError:
            raise
        except CredenceError:
            return None

    def _about(self, superior: Statement, subject: str) -> Statement | None:
        """Return what a superior says of a subject (section 8.1), signed by the superior; `None` if nothing good."""
        endpoint = superior.federation_entity.get("federation_fetch_endpoint")
        if not isinstance(endpoint, str) or not self._may_ask():
            return None
        answer = self._fetcher.get(f"{endpoint}{'&' if '?' in endpoint else '?'}sub={quote(subject, safe='')}")
        if answer.status != 200:
            return None
        try:
            statement = read_statement(answer.content, self._as_of)
            require_signed_with(statement, superior.keys)
        except FetchError:
            raise
        except CredenceError:
            return None
        return statement if (statement.issuer, statement.subject) == (superior.subject, subject) else None

    def _may_ask(self) -> bool:
        self._left -= 1
        return self._left >= 0


def _holds(statement: Statement, child: Statement, below: int) -> bool:
    """Whether a superior's statement is of the child's own keys, and allows so many entities below it."""
    try:
        require_signed_with(child, statement.keys)
    except CredenceError:
        return False
    return statement.max_path_length is None or below <= statement.max_path_length


KIND = ("openid-federation", OpenIdFederation)
