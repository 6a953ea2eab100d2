"""Where a provider is, of somebody blind: by choice, without the words that would give them away, and alone."""

from dataclasses import replace

import pytest

from hiring.description.elements import Element, Stated
from hiring.store.blind import COUNTRIES, PROVIDERS, Pseudonym
from hiring.store.database import MEMORY, Database
from hiring.views.applicant import Applicant, applicant
from hiring.views.blind import blinded
from tests.small_world import fill

STATED = (
    Stated(Element.LEARNER, "Ada Lovelace", "credentialSubject.identifier"),
    Stated(Element.COUNTRY, "Lovelace County, GB", "issuer.address"),
    Stated(Element.LEVEL, "", ""),
)


@pytest.fixture(scope="module")
def ada() -> Applicant:
    with Database(MEMORY) as database:
        fill(database)
        cursor = database.cursor()
        (found,) = cursor.execute("SELECT applicant_id FROM applicants WHERE name = 'Ada Lovelace'").fetchall()
        person = applicant(cursor, str(found[0]), "platform")
        cursor.close()
    assert person is not None
    return replace(person, badges=tuple(replace(badge, elements=STATED) for badge in person.badges))


def shown(person: Applicant, *hides: str) -> list[tuple[Stated, ...]]:
    known = Pseudonym(person.id, "Applicant 12345-67890", frozenset(hides), ("ada", "lovelace"))
    return [badge.elements for badge in blinded(person, known).badges]


@pytest.mark.parametrize("hides", [(COUNTRIES,), (COUNTRIES, PROVIDERS)])
def test_where_countries_are_hidden_nothing_is_told(ada: Applicant, hides: tuple[str, ...]) -> None:
    assert shown(ada, *hides) == [(), ()]


@pytest.mark.parametrize("hides", [(), (PROVIDERS,)])
def test_where_they_are_not_only_the_country_is_told(ada: Applicant, hides: tuple[str, ...]) -> None:
    told = shown(ada, *hides)
    assert [[(one.element, one.value) for one in of_badge] for of_badge in told] == [
        [(Element.COUNTRY, "… County, GB")]
    ] * 2
