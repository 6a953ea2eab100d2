"""The eleven elements, in badges of each kind; what is missing is asked for."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.description.elements import VALUE_LETTERS, WORDS, Element, elements

FULL: dict[str, Any] = {
    "issuer": {"id": "did:example:u", "name": "University of Graz", "address": {"addressCountry": "Austria"}},
    "validFrom": "2026-03-01T00:00:00Z",
    "credentialSubject": {
        "identifier": [{"identityHash": "sha256$00", "identityType": "emailAddress", "hashed": True}],
        "achievement": {
            "name": "Applied statistics",
            "description": "An online course, accredited by AQ Austria.",
            "criteria": {"narrative": "A written examination of two hours."},
            "creditsAvailable": 5,
            "alignment": [
                {"targetName": "statistics", "targetUrl": "http://data.europa.eu/esco/skill/1"},
                {"targetName": "EQF level 7", "targetFramework": "European Qualifications Framework"},
            ],
        },
    },
}
EUROPEAN: dict[str, Any] = {
    "issuer": {
        "id": "did:ebsi:z",
        "legalName": {"en": "Universität"},
        "location": [{"address": {"countryCode": "DE"}}],
    },
    "credentialSubject": {
        "fullName": {"en": "Ada Lovelace"},
        "hasClaim": [
            {
                "title": {"de": "Statistik", "en": "Statistics"},
                "awardedBy": {"awardingDate": "2026-03-01T00:00:00+01:00"},
                "specifiedBy": {
                    "learningOutcome": [{"title": {"en": "Fits models"}}],
                    "creditPoint": [{"point": "5", "framework": {"id": "ects"}}],
                    "EQFLevel": {"prefLabel": {"en": "Level 7"}},
                    "mode": [{"prefLabel": {"en": "online"}}],
                    "accreditation": {"title": {"en": "Programme accreditation"}},
                },
                "provenBy": [{"title": {"en": "Written exam"}}],
            }
        ],
    },
}
ASSERTION: dict[str, Any] = {
    "issuedOn": "2019-05-06",
    "recipient": {"type": "email", "identity": "sha256$00", "hashed": True},
    "badge": {
        "name": "Safety",
        "criteria": {"narrative": "Attendance on site, 8 hours."},
        "issuer": {"id": "https://a.example", "name": "A"},
        "alignment": {"targetName": "first aid"},
    },
}


def stated(document: dict[str, Any]) -> dict[str, str]:
    return {one.element.value: one.value for one in elements(document) if one.present}


@pytest.mark.parametrize("document", [FULL, EUROPEAN])
def test_a_complete_one_states_all_eleven(document: dict[str, Any]) -> None:
    assert [one.element for one in elements(document) if not one.present] == []


def test_what_is_stated_is_told_and_where() -> None:
    told = {one.element: (one.value, one.where) for one in elements(FULL)}
    assert told == {
        Element.LEARNER: ("emailAddress, hashed", "credentialSubject.identifier"),
        Element.TITLE: ("Applied statistics", "achievement.name"),
        Element.COUNTRY: ("Austria", "issuer.address"),
        Element.AWARDING_BODY: ("University of Graz", "issuer.name"),
        Element.DATE: ("2026-03-01", "validFrom"),
        Element.OUTCOMES: ("statistics", "alignment"),
        Element.WORKLOAD: ("5 credits", "achievement.creditsAvailable"),
        Element.LEVEL: ("EQF level 7", "alignment"),
        Element.ASSESSMENT: ("A written examination of two hours.", "in the words of criteria"),
        Element.PARTICIPATION: ("An online course, accredited by AQ Austria.", "in the words of description"),
        Element.QUALITY: ("An online course, accredited by AQ Austria.", "in the words of description"),
    }


def test_an_assertion_of_open_badges_2_is_read_too() -> None:
    assert stated(ASSERTION) == {
        "learner": "email, hashed",
        "title": "Safety",
        "awarding_body": "A",
        "date": "2019-05-06",
        "outcomes": "first aid",
        "workload": "Attendance on site, 8 hours.",
        "assessment": "Attendance on site, 8 hours.",
        "participation": "Attendance on site, 8 hours.",
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"issuer": "did:example:u"},
        {"issuer": {"id": "did:example:u", "name": "  "}},
        {"issuer": {"id": "did:example:u", "name": None}},
    ],
)
def test_an_identifier_is_no_name_and_an_empty_name_none(changed: dict[str, Any]) -> None:
    assert "awarding_body" not in stated({**FULL, **changed})


@pytest.mark.parametrize(
    ("text", "element", "expected"),
    [
        ("Projects and tests are what it teaches.", "assessment", False),
        ("Room 204 hosts 12 people.", "workload", False),
        ("It takes 1.5 ECTS.", "workload", True),
        ("Worth 40-hour weeks", "workload", True),
        ("On the level of the EQF", "level", True),
        ("Learners will be able to sew.", "outcomes", True),
    ],
)
def test_words_are_read_as_words(text: str, element: str, expected: bool) -> None:
    found = stated({"credentialSubject": {"achievement": {"name": "X", "description": text}}})
    assert (element in found) is expected


def test_a_token_s_date_counts_and_every_missing_element_has_its_question() -> None:
    found = elements({}, datetime(2026, 3, 1, 9, tzinfo=UTC))
    assert [one.element for one in found if one.present] == [Element.DATE]
    questions = [WORDS[element].question for element in Element]
    assert all(question.endswith("?") for question in questions)
    assert len(set(questions)) == 11


names = st.sampled_from(
    [
        "credentialSubject",
        "achievement",
        "badge",
        "issuer",
        "name",
        "address",
        "hasClaim",
        "specifiedBy",
        "alignment",
        "criteria",
        "narrative",
        "identifier",
        "identityHash",
        "recipient",
        "identity",
        "validFrom",
        "title",
        "en",
        "id",
    ]
)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | st.text(max_size=5), inner, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(names, values, max_size=6))
@settings(max_examples=200)
def test_any_document_gives_eleven_answers(document: dict[str, Any]) -> None:
    found = elements(document)
    assert [one.element for one in found] == list(Element)
    assert all(bool(one.value) == bool(one.where) and len(one.value) <= VALUE_LETTERS for one in found)


def test_a_book_in_a_badge_takes_no_time() -> None:
    endless = {"name": "x", "description": "ab " * 300_000, "alignment": [{"targetName": "y" * 900}] * 1_000}
    assert elements({"credentialSubject": {"achievement": [endless] * 20}})


def test_what_badges_of_a_kind_share_is_remembered_and_what_is_their_own_is_not() -> None:
    def badge(learner: str, day: str, title: str) -> dict[str, Any]:
        said = {"name": title, "description": "Online. An examination."}
        subject = {"name": learner, "achievement": said}
        return {"validFrom": f"{day}T00:00:00Z", "issuer": {"name": "School"}, "credentialSubject": subject}

    one, other, third = badge("Ada", "2026-01-01", "SQL"), badge("Bob", "2026-02-01", "SQL"), badge("Ada", "", "Go")
    told = [{stated.element: stated.value for stated in elements(document)} for document in (one, other, third, one)]
    assert told[0] == told[3]
    assert [each[Element.LEARNER] for each in told] == ["Ada", "Bob", "Ada", "Ada"]
    assert [each[Element.DATE] for each in told] == ["2026-01-01", "2026-02-01", "", "2026-01-01"]
    assert [each[Element.TITLE] for each in told] == ["SQL", "SQL", "Go", "SQL"]
