"""How badges are built and what they leave open: remarks, apart from findings, and of no effect on any verdict."""

from contextlib import closing

import polars as pl

from hiring.findings import words_of
from hiring.models.artifact import ApplicantClaim
from hiring.store.database import MEMORY, Database
from hiring.store.findings import current_findings
from hiring.views.applicant import applicant
from hiring.views.findings import of_applicant, of_upload
from tests.integration.ingesting import NOW, as_jwt, badge, take_in, zipped

ADA = ApplicantClaim(name="Ada", email="ada@example.org", known_from="typed")


def test_departures_and_open_elements_are_remarks_and_change_no_verdict() -> None:
    poor = badge(1, "SQL", email="ada@example.org")
    del poor["credentialSubject"]["achievement"]["criteria"]
    del poor["issuer"]["type"]
    poor["credentialSchema"] = {"id": "https://a.example/schema.json", "type": "JsonSchema"}
    good = badge(2, "Docker", email="ada@example.org")
    with Database(MEMORY, clock=lambda: NOW) as database:
        report = take_in(database, zipped({"a.jwt": as_jwt(poor), "b.jwt": as_jwt(good)}), typed=ADA)
        who = str(report.files[0].applicant_id)
        with closing(database.cursor()) as cursor:
            rows = current_findings(cursor)
            shown = of_applicant(cursor, who)
            person = applicant(cursor, who, None)
            assert of_upload(cursor, report.bundle_id) == ()
    structure = rows.filter(pl.col("code") == "STRUCTURE_DEPARTS")
    assert structure["detail"].to_list() == [
        "“SQL”: `credentialSubject.achievement.criteria` is missing (Open Badges 3.0); "
        "`issuer.type` is missing (Open Badges 3.0)."
    ]
    assert rows.filter(pl.col("code") == "ELEMENTS_MISSING").height == 2
    assert all(one.quiet for one in shown if one.title in {words_of(code).title for code in rows["code"]})
    assert person is not None
    assert {card.code for card in person.badges} == {"AUTHENTIC_CURRENT"}
    first = next(card for card in person.badges if card.achievement == "SQL")
    assert len(first.departures) == 2
    assert first.own_schemas == ("https://a.example/schema.json (JsonSchema)",)
    assert [one.words.question for one in first.elements if one.element == "assessment"] == [
        "How was it assessed: by examination, project, observation, or by taking part alone?"
    ]


def test_what_is_rejected_is_not_described() -> None:
    document = badge(1, "SQL", email="ada@example.org")
    head, _, signature = as_jwt(document).split(b".")
    payload = as_jwt(badge(9, "SQL", email="ada@example.org")).split(b".")[1]
    with Database(MEMORY, clock=lambda: NOW) as database:
        report = take_in(database, b".".join([head, payload, signature]), name="sql.jwt", typed=ADA)
        with closing(database.cursor()) as cursor:
            assert current_findings(cursor).is_empty()
            person = applicant(cursor, str(report.files[0].applicant_id), None)
    assert person is not None
    assert [(card.elements, card.departures, card.own_schemas) for card in person.badges] == [((), (), ())]
