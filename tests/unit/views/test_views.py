"""What the pages are given, over the small world."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import get_args

import polars as pl
import pytest

from hiring.errors import UsageError
from hiring.formats import formats
from hiring.matching import replay
from hiring.models.credential import Securing
from hiring.models.role import RoleSkill, RoleVersion
from hiring.store.database import MEMORY, Cursor, Database
from hiring.store.queries.common import dated
from hiring.views import applicant, applicant_figures, past, providers, roles, shortlist, uploads
from hiring.views.roles import SkillNames
from hiring.views.verdicts import (
    CHECK_MARKS,
    FORMATS,
    GATES,
    NOT_A_CREDENTIAL,
    ORDER,
    SECURINGS,
    UNREADABLE,
    VERDICTS,
    mix,
    verdict,
)
from hiring.views.why import why
from tests.small_world import AT, HOSTILE, fill

ROLE = "platform"


@pytest.fixture(scope="module")
def cursor() -> Iterator[Cursor]:
    with Database(MEMORY, clock=lambda: AT) as database:
        fill(database)
        held = database.cursor()
        dated(held, AT.date())
        yield held
        held.close()


def ids(cursor: Cursor) -> dict[str, str]:
    return dict(applicant.search(cursor, "").select("name", "applicant_id").iter_rows())


def test_the_ranking_goes_by_gate_and_then_by_score(cursor: Cursor) -> None:
    result = shortlist.shortlist(cursor, ROLE, shortlist.Filters(), 1)
    assert result.total == sum(result.gates.values()) == result.found == 4
    assert [person.rank for person in result.people] == [1, 2, 3, 4]
    order = list(GATES)
    keys = [(order.index(person.gate), -person.score) for person in result.people]
    assert keys == sorted(keys)
    assert all(person.low <= person.score <= person.high for person in result.people)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (shortlist.Filters(gates=("met",)), ["Ada Lovelace"]),
        (shortlist.Filters(words="HOPPER"), ["Grace Hopper"]),
        (shortlist.Filters(words="%"), []),
        (shortlist.Filters(verdicts=("REJECTED",)), ["Mallory"]),
        (shortlist.Filters(verdicts=("STATUS_UNKNOWN",)), [HOSTILE]),
        (shortlist.Filters(min_score=40), ["Ada Lovelace"]),
    ],
)
def test_filters(cursor: Cursor, filters: shortlist.Filters, names: list[str]) -> None:
    result = shortlist.shortlist(cursor, ROLE, filters, 1)
    assert [person.name for person in result.people] == names
    assert result.found == len(names)
    assert result.total == 4


def test_a_page_past_the_end_is_the_last(cursor: Cursor) -> None:
    everybody = shortlist.shortlist(cursor, ROLE, shortlist.Filters(), 1).people
    assert shortlist.shortlist(cursor, ROLE, shortlist.Filters(), 9).people == everybody
    assert shortlist.shortlist(cursor, ROLE, shortlist.Filters(words="nobody"), 9).people == ()


def test_a_rejected_badge_tells_nothing_but_why(cursor: Cursor) -> None:
    person = applicant.applicant(cursor, ids(cursor)["Mallory"], ROLE)
    assert person is not None
    [badge] = person.badges
    assert badge.title == "Content withheld"
    assert (badge.achievement, badge.issuer, badge.issuer_iri, badge.valid_from) == (None, None, None, None)
    assert applicant.picture(cursor, badge) is None
    assert badge.ledger[0].mark is CHECK_MARKS["failed"]
    assert badge.ledger[0].next_step
    assert person.match is not None
    assert person.match["score"] == 0


def test_an_applicant_is_opened_down_to_the_factors(cursor: Cursor) -> None:
    person = applicant.applicant(cursor, ids(cursor)["Ada Lovelace"], ROLE)
    assert person is not None
    assert [badge.verdict.word for badge in person.badges] == ["Authentic", "Authentic"]
    [piece] = person.evidence["kubernetes"]
    product = 1.0
    for factor in piece.factors:
        product *= factor.value**factor.weight
    assert product == pytest.approx(piece.share, abs=1e-4)
    assert all(factor.why for factor in piece.factors)
    assert sum(line["points"] for line in person.lines) == pytest.approx(person.match["score"] if person.match else -1)
    badge = person.badge(piece.badge_id)
    assert badge is not None
    assert "Linux Foundation, registered" in badge.vouched


def test_somebody_unknown_is_none(cursor: Cursor) -> None:
    assert applicant.applicant(cursor, "nobody", ROLE) is None


def test_a_badge_expires_by_the_calendar_without_being_checked_again(cursor: Cursor) -> None:
    person = ids(cursor)["Ada Lovelace"]
    dated(cursor, AT.date() + timedelta(days=500))
    later = applicant.applicant(cursor, person, ROLE)
    dated(cursor, AT.date())
    assert later is not None
    assert {badge.code for badge in later.badges} == {"EXPIRED"}


def test_charts_carry_no_tag_of_a_name(cursor: Cursor) -> None:
    figures = [shortlist.scatter(cursor, ROLE)[0], providers.scatter(providers.providers(cursor, AT.date()))]
    person = applicant.applicant(cursor, ids(cursor)[HOSTILE], ROLE)
    assert person is not None
    timeline = applicant_figures.timeline(person.badges, AT)
    assert timeline is not None
    figures += [timeline, applicant_figures.skills(person), applicant_figures.points(person)]
    for figure in figures:
        assert "<img" not in figure.to_json()


def test_figures_and_their_tables_tell_the_same(cursor: Cursor) -> None:
    person = applicant.applicant(cursor, ids(cursor)["Ada Lovelace"], ROLE)
    assert person is not None
    table = applicant_figures.skills_table(person)
    assert table["Skill"].to_list() == ["Kubernetes", "Python", "SQL"]
    assert table["Shown"].to_list() == [4, 4, None]
    assert len(applicant_figures.timeline_table(person.badges)) == 2
    assert applicant_figures.timeline((), AT) is None


def test_outcomes_of_an_upload_are_counted_and_listed(cursor: Cursor) -> None:
    found = uploads.upload(cursor, "bundle-1")
    assert found is not None
    assert found.files == found.results == sum(word.files for word in found.words.values()) == 6
    assert found.words["Authentic"].files == 2
    table = uploads.files(cursor, "bundle-1", [], limit=10, offset=0)
    words = table["Outcome"].explode()
    assert words[0] == "✕ Tampered or forged", "what needs eyes comes first"
    assert words.to_list().count("✕ Tampered or forged") == 1
    rejected = table.row(0, named=True)
    assert rejected["Achievement"] is None
    assert uploads.upload(cursor, "no such upload") is None


def test_providers_are_told_by_the_registry_and_by_their_own_words(cursor: Cursor) -> None:
    frame = providers.providers(cursor, AT.date())
    assert frame["badges"].to_list() == sorted(frame["badges"].to_list(), reverse=True)
    opened = providers.provider(cursor, frame, "did:web:linux.example")
    assert opened.names == ("Linux Foundation",)
    assert "Linux Foundation, registered" in opened.vouched
    assert opened.verdicts["REJECTED"] == 1
    assert "Forged Mastery of Everything" not in opened.achievements["Achievement"].to_list()
    assert opened.credibility is not None
    product = 1.0
    for factor in opened.factors:
        product *= factor.part
    assert product == pytest.approx(opened.credibility, abs=0.02)
    assert opened.to_weigh_more


def test_a_matrix_goes_to_a_table_and_back(cursor: Cursor) -> None:
    names = roles.skill_names(cursor)
    role = shortlist.titles(cursor)[ROLE]
    assert roles.lines(roles.matrix(role.skills, names), names) == role.skills
    assert roles.lines(roles.matrix((), names), names) == ()


@pytest.mark.parametrize(
    "row",
    [
        {"Skill": "Kubernetes", "Level": 6, "Weight": 1.0, "Must-have": True, "Oldest, months": None},
        {"Skill": "Kubernetes", "Level": 3, "Weight": -1.0, "Must-have": True, "Oldest, months": None},
        {"Skill": "Kubernetes", "Level": 3, "Weight": 1.0, "Must-have": True, "Oldest, months": 0},
    ],
)
def test_what_the_browser_sends_is_checked_again(cursor: Cursor, row: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="Kubernetes"):
        roles.lines(pl.DataFrame([row], schema=roles.MATRIX), roles.skill_names(cursor))


def test_a_skill_occurs_once(cursor: Cursor) -> None:
    row = {"Skill": "SQL", "Level": 3, "Weight": 1.0, "Must-have": False, "Oldest, months": None}
    with pytest.raises(UsageError, match="twice"):
        roles.lines(pl.DataFrame([row, row], schema=roles.MATRIX), roles.skill_names(cursor))


def test_reach_counts_people_by_level_and_age(cursor: Cursor) -> None:
    wanted = (
        RoleSkill(skill_id="kubernetes", level=4, weight=1, must_have=True),
        RoleSkill(skill_id="kubernetes-nobody", level=1, weight=1, must_have=True),
        RoleSkill(skill_id="python", level=4, weight=1, must_have=True, max_age_months=1),
    )
    found = roles.reach(cursor, wanted, SkillNames({"Kubernetes": "kubernetes", "Python": "python"}), AT)
    assert found["Skill"].to_list() == ["Kubernetes", "kubernetes-nobody", "Python"]
    assert found["Would meet"].to_list() == [1, 0, 0]
    assert found["Show it at all"].to_list() == [1, 0, 1]
    assert found["Applicants"].to_list() == [4, 4, 4]


def test_what_a_version_changed_is_told() -> None:
    first = RoleVersion(
        role_id="r",
        title="T",
        summary="",
        version=1,
        skills=(
            RoleSkill(skill_id="a", level=2, weight=1, must_have=False),
            RoleSkill(skill_id="b", level=2, weight=1, must_have=True),
        ),
        reason="First",
        saved_by="R",
        saved_at=AT,
    )
    second = first.model_copy(
        update={
            "version": 2,
            "skills": (
                RoleSkill(skill_id="a", level=3, weight=1, must_have=True, max_age_months=12),
                RoleSkill(skill_id="c", level=1, weight=1, must_have=False),
            ),
        }
    )
    told = roles.changes(first, second, SkillNames({"Alpha": "a"}))
    assert told == [
        "Added c.",
        "Removed b.",
        "Alpha: level 2 to 3, now a must-have, evidence up to 12 months old.",
    ]
    assert roles.changes(second, second, SkillNames({})) == ["Nothing but the reason."]
    assert roles.changes(None, first, SkillNames({})) == ["First version, 2 skills."]


def test_why_names_what_carries_and_what_is_open() -> None:
    line = {
        "label": "Kubernetes",
        "must_have": True,
        "required": 4,
        "best_level": 4,
        "points": 30.0,
        "gate": "met",
        "issuer": "Linux Foundation",
        "registered": "Linux Foundation",
        "recognition": "recognized",
        "issued": date(2025, 3, 1),
    }
    missing = {**line, "label": "Terraform", "points": 0.0, "gate": "not_shown", "best_level": None}
    assert why([line, missing]) == ("Kubernetes at 4 of 4: Linux Foundation, 2025.", "Must-have not shown: Terraform.")
    assert why([missing]) == ("Nothing shown yet for this role.", "Must-have not shown: Terraform.")
    assets = [{**missing, "label": label, "must_have": False} for label in ("A", "B", "C")]
    assert why([line, *assets])[1] == "Assets not shown: A, B and 1 more."
    assert why([{**line, "gate": "partly"}, *assets])[1] == "Must-have not fully shown: Kubernetes."
    assert why([line])[1] == "Every skill of the role is shown."


def test_the_ranking_is_told_in_words_beside_its_pictures(cursor: Cursor) -> None:
    people = shortlist.shortlist(cursor, ROLE, shortlist.Filters(), 1).people
    first = shortlist.in_words(people).row(0, named=True)
    assert (first["Applicant"], first["Must-haves"], first["Badges"]) == ("Ada Lovelace", "● Met", "2 authentic")
    assert first["Plausibly"] == f"{people[0].low:.0f} to {people[0].high:.0f}"


def test_as_of_tells_what_people_said_against_the_computed() -> None:
    def since(before: str | None, after: str | None) -> list[object]:
        then, now = (replay.Place(1, 50.0, "met", "m", words) for words in (before, after))
        changes = replay.Since((), (), (), (replay.Moved("a", "Ada", then, now, ()),))
        return list(past.table(changes, moved_only=False).row(0))[3:]

    assert since(None, None) == ["● Met", "50.0", ""]
    assert since(None, "Seen at work.") == ["● Met → ● Met, overridden ✎", "50.0", "Overridden: Seen at work."]
    assert since("Seen", "Seen") == ["● Met, overridden ✎", "50.0", "Overridden then as now: Seen."]
    assert since("Seen", None)[2] == "An override was taken back, whose reason was: Seen."


def test_every_verdict_has_its_own_word_and_an_icon() -> None:
    words = [VERDICTS[code].word for code in ORDER]
    assert len(set(words)) == len(words)
    assert all(shown.icon and shown.glyph and shown.meaning for shown in VERDICTS.values())
    different = {VERDICTS[code].icon for code in ("REJECTED", "EXPIRED", "STATUS_UNKNOWN", "AUTHENTIC_CURRENT")}
    assert len(different) == 4
    assert verdict("NO_CREDENTIAL") is NOT_A_CREDENTIAL
    assert verdict("JSON_TOO_DEEP") is UNREADABLE
    assert mix({"EXPIRED": 1, "AUTHENTIC_CURRENT": 3}) == [("✓", "#0072B2", 3), ("◷", "#6F8CA8", 1)]


def test_every_format_and_securing_has_words() -> None:
    assert {known.name for known in formats()} <= FORMATS.keys()
    assert set(get_args(Securing)) == SECURINGS.keys()
