"""JSON Resume: parted into statements, each labelled as the person's own word, and nobody made an issuer."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.errors import IntakeError
from hiring.formats import read, unfold
from hiring.formats.json_resume import SELF
from hiring.models.artifact import Artifact, FileProblem
from hiring.models.credential import Credential
from hiring.models.reasons import REASONS
from hiring.models.verdict import Authenticity, Check, Holder, Outcome
from hiring.network.offline import OfflineFetcher
from hiring.skills.frameworks import load_starter
from hiring.skills.linker import Linker
from hiring.verification.verifier import Recipient, Verifier
from tests.issuer_simulator import FETCHED_AT, canonicaliser

LINKER = Linker(load_starter())
RESUME: dict[str, Any] = {
    "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
    "basics": {"name": "Ada Lovelace", "email": "ada@example.org", "label": "Engineer", "phone": "+44 1"},
    "work": [
        {
            "name": "Analytical Engines Ltd",
            "position": "Platform engineer",
            "startDate": "2019-03",
            "endDate": "2023-06-30",
            "summary": "Ran Linux servers. Tools: Docker, Python",
            "highlights": ["Moved 30 services to Kubernetes and Terraform.", "Excel at go to market"],
        },
        {"name": "Engines Abroad", "position": "Lead", "startDate": "2023-07"},
    ],
    "education": [{"institution": "ETH Zürich", "studyType": "BSc", "area": "Mathematics", "endDate": "2015"}],
    "certificates": [{"name": "CKA", "issuer": "CNCF", "date": "2024-02-29"}],
    "skills": [{"name": "Cloud", "level": "Master", "keywords": ["AWS", "Go"]}],
    "languages": [{"language": "English", "fluency": "C1"}],
    "meta": {"lastModified": "2026-05-01T10:00:00"},
}


def artifact(value: Any) -> Artifact:
    payload = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Artifact(source="cv.json", digest="0" * 64, carrier="json", payload=payload)


def opened(value: Any) -> dict[str, Credential]:
    """Every statement by its place."""
    found: dict[str, Credential] = {}
    for held in unfold(artifact(value)):
        assert not isinstance(held, FileProblem)
        found[held.source.removeprefix("cv.json").removeprefix("!")] = read(held)
    return found


def one(section: str, **entry: Any) -> Credential:
    (found,) = opened({"basics": {"name": "Ada"}, section: [entry]}).values()
    return found


def skills(credential: Credential) -> set[str]:
    return {evidence.skill_id for evidence in LINKER.link(credential)}


def test_each_statement_stands_by_itself_with_its_place() -> None:
    found = opened(RESUME)
    assert list(found) == ["work[0]", "work[1]", "education[0]", "certificates[0]", "skills", "languages"]
    assert [c.achievement.name for c in found.values() if c.achievement] == [
        "Platform engineer at Analytical Engines Ltd",
        "Lead at Engines Abroad",
        "BSc Mathematics, ETH Zürich",
        "CKA, CNCF",
        "Skills, as listed",
        "Languages, as listed",
    ]


def test_nobody_that_a_resume_names_is_an_issuer() -> None:
    for credential in opened(RESUME).values():
        assert (credential.issuer.id, credential.securing, credential.format) == (SELF, "self-asserted", "json-resume")
        assert credential.subject_name == "Ada Lovelace"
        assert [identity.identity_hash for identity in credential.identifiers] == ["ada@example.org"]
        assert "phone" not in json.dumps(credential.document)


def test_what_has_ended_is_not_expired_and_counts_from_its_end() -> None:
    found = opened(RESUME)
    assert all(credential.valid_until is None for credential in found.values())
    days = {where: f"{c.valid_from:%Y-%m-%d}" if c.valid_from else None for where, c in found.items()}
    assert days["work[0]"] == "2023-06-30"
    assert days["work[1]"] == "2026-05-01", "what goes on was practised when the résumé was last changed"
    assert days["education[0]"] == "2015-01-01"
    assert days["skills"] is None
    told = found["work[0]"].achievement
    assert told is not None
    assert (told.description or "").startswith("2019-03 to 2023-06-30.\n")


def test_a_contract_that_ends_later_goes_on_and_a_degree_that_does_is_not_earned_yet() -> None:
    later = {"basics": {}, "meta": {"lastModified": "2026-05-01"}}
    (job,) = opened({**later, "work": [{"position": "Lead", "endDate": "2030"}]}).values()
    (degree,) = opened({**later, "education": [{"studyType": "BSc", "endDate": "2030"}]}).values()
    assert f"{job.valid_from:%Y}" == "2026"
    assert f"{degree.valid_from:%Y}" == "2030"


def test_skills_are_those_that_are_named_and_not_the_words_of_the_prose() -> None:
    found = opened(RESUME)
    assert skills(found["work[0]"]) == {"docker", "python", "kubernetes", "terraform"}
    assert skills(found["skills"]) == {"cloud-computing", "aws", "go"}
    assert skills(found["languages"]) == {"english"}
    (evidence,) = LINKER.link(one("work", name="Acme", position="Kubernetes"))
    assert evidence.link_detail == "the applicant wrote “Kubernetes”"


@pytest.mark.parametrize(
    ("study", "kind"),
    [
        ("BSc", "BachelorDegree"),
        ("Bachelor of Arts", "BachelorDegree"),
        ("M.Sc.", "MasterDegree"),
        ("MBA", "MasterDegree"),
        ("Ph.D.", "DoctoralDegree"),
        ("Diplom", "Diploma"),
        ("Bootcamp", "LearningProgram"),
    ],
)
def test_degrees_are_told_apart(study: str, kind: str) -> None:
    achievement = one("education", institution="ETH", studyType=study).achievement
    assert achievement is not None
    assert achievement.achievement_type == kind


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2024", "2024-01-01"),
        ("2024-06", "2024-06-01"),
        ("2024-06-07", "2024-06-07"),
        ("2024-06-07T10:00:00Z", "2024-06-07"),
        (2024, "2024-01-01"),
    ],
)
def test_dates_may_be_as_exact_as_they_are(stated: Any, day: str) -> None:
    moment = one("certificates", name="CKA", date=stated).valid_from
    assert f"{moment:%Y-%m-%d}" == day


@pytest.mark.parametrize("stated", ["June 2024", "2024-02-31", "0000", "²024", "", ["2024", "2025"], {"a": 1}])
def test_a_date_that_cannot_be_read_is_a_note_and_no_breach(stated: Any) -> None:
    credential = one("certificates", name="CKA", date=stated)
    assert not credential.problems
    assert credential.valid_from is None or stated == ["2024", "2025"]
    assert credential.notes or not stated


def test_the_same_job_of_a_newer_resume_is_known_again() -> None:
    old = one("work", name="Acme", position="Engineer", startDate="2019", summary="Wrote Python.")
    new = one("work", name="ACME", position="engineer", startDate="2019", summary="Wrote Python and SQL.")
    assert old.digest != new.digest
    assert old.content_key == new.content_key
    assert one("work", name="Acme", position="Engineer", startDate="2021").content_key != old.content_key


def test_a_file_made_of_one_statement_is_that_statement() -> None:
    assert list(opened({"basics": {}, "work": [{"position": "Engineer"}]})) == [""]


@pytest.mark.parametrize(
    "document",
    [
        {"basics": {"name": "Ada"}},
        {"work": []},
        {"basics": {}, "work": "much"},
        {**RESUME, "@context": "https://www.w3.org/ns/credentials/v2"},
        {**RESUME, "proof": {}},
        {"skills": ["Python"], "name": "a job advertisement"},
    ],
)
def test_what_only_resembles_a_resume_is_none(document: Any) -> None:
    with pytest.raises(IntakeError) as caught:
        [read(held) for held in unfold(artifact(document)) if isinstance(held, Artifact)]
    assert caught.value.code == "NO_CREDENTIAL"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"basics": {}, "work": []}, "RESUME_EMPTY"),
        ({"basics": {}, "work": [{"startDate": "2019"}]}, "RESUME_ENTRY_EMPTY"),
        ({"basics": {}, "skills": [{}, 7, None]}, "RESUME_ENTRY_EMPTY"),
        ({"basics": {}, "awards": ["Best of show"]}, "RESUME_ENTRY_EMPTY"),
    ],
)
def test_an_empty_resume_says_so(document: Any, code: str) -> None:
    with pytest.raises(IntakeError) as caught:
        [read(held) for held in unfold(artifact(document)) if isinstance(held, Artifact)]
    assert caught.value.code == code


def found_of(credential: Credential, **who: str) -> tuple[Authenticity, Holder, list[Check]]:
    verifier = Verifier(OfflineFetcher(), canonicaliser(), ["https://registry.example/"])
    found = verifier.verify(credential, as_of=FETCHED_AT, recipient=Recipient(**who))
    return found.authenticity, found.holder, list(found.checks)


def test_it_is_undetermined_because_nobody_was_to_sign_it() -> None:
    for credential in opened(RESUME).values():
        authenticity, holder, checks = found_of(credential, email="ada@example.org")
        assert (authenticity, holder) == (Authenticity.UNDETERMINED, Holder.EMAIL_MATCHED)
        (proof,) = (check for check in checks if check.name == "proof")
        assert (proof.outcome, proof.reason) == (Outcome.NOT_RUN, "SELF_ASSERTED")
        assert all(check.reason in REASONS for check in checks)


def test_the_resume_of_somebody_else_does_not_match() -> None:
    credential = opened(RESUME)["work[0]"]
    assert found_of(credential, email="grace@example.org")[1] is Holder.MISMATCH
    assert found_of(credential, name="Grace Hopper")[1] is Holder.MISMATCH
    assert found_of(credential, name="Lovelace, Ada")[1] is Holder.NAME_ONLY


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["name", "position", "startDate", "endDate", "date", "highlights", "keywords", "studyType", "area", "summary"]
)
SECTIONS = st.sampled_from(["work", "education", "certificates", "skills", "languages", "awards", "projects"])


@given(
    st.dictionaries(SECTIONS, st.lists(st.dictionaries(FIELDS, VALUES, max_size=4) | VALUES, max_size=3) | VALUES),
    VALUES,
    VALUES,
)
@settings(max_examples=150, deadline=None)
def test_whatever_a_resume_holds_it_is_read_or_named(sections: dict[str, Any], basics: Any, meta: Any) -> None:
    document = {"$schema": "resume", "basics": basics, "meta": meta, **sections}
    with suppress(IntakeError):
        for held in unfold(artifact(document)):
            if isinstance(held, Artifact):
                credential = read(held)
                assert (credential.issuer.id, credential.securing) == (SELF, "self-asserted")
                assert credential.valid_until is None
                assert not credential.problems
                LINKER.link(credential)
