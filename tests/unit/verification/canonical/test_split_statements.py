"""Nobody can move part of what is signed about one thing to where it is not read.

Each attack leaves every signed quad as it was: what is said of one id is one node, in however many objects it is said.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from hiring.errors import Unsupported
from hiring.verification.canonical.reference import ReferenceCanonicaliser
from tests.unit.verification.issuers import badge, full_badge

Change = Callable[[dict[str, Any]], None]
CANONICALISER = ReferenceCanonicaliser()


def graded() -> dict[str, Any]:
    """A badge with results on a scale, of which the holder reached less than was wanted."""
    made = full_badge()
    subject = made["credentialSubject"]
    subject["result"] = [
        {"id": "urn:result:1", "type": ["Result"], "value": "40", "resultDescription": "urn:scale:1"},
        {"type": ["Result"], "value": "10", "status": "Failed"},
    ]
    subject["achievement"]["resultDescription"] = [
        {
            "id": "urn:scale:1",
            "type": ["ResultDescription"],
            "name": "Examination",
            "resultType": "Percent",
            "requiredValue": "60",
            "valueMax": "100",
        }
    ]
    return made


def hide_a_pass_mark(made: dict[str, Any]) -> None:
    scales = made["credentialSubject"]["achievement"]["resultDescription"]
    mark = scales[0].pop("requiredValue")
    scales.append({"id": "urn:scale:1", "type": ["ResultDescription"], "requiredValue": mark})


def hide_a_failed_result(made: dict[str, Any]) -> None:
    subject = made["credentialSubject"]
    failed = subject["result"].pop()
    achievement = {"id": subject["achievement"]["id"]}
    twin = {"id": subject["id"], "type": subject["type"], "achievement": achievement, "result": [failed]}
    made["credentialSubject"] = [subject, twin]


def hide_a_scale(made: dict[str, Any]) -> None:
    subject = made["credentialSubject"]
    achievement = subject["achievement"]
    twin = {"id": achievement["id"], "type": ["Achievement"], "resultDescription": achievement.pop("resultDescription")}
    subject["achievement"] = [achievement, twin]


def hide_a_value(made: dict[str, Any]) -> None:
    results = made["credentialSubject"]["result"]
    results.append({"id": "urn:result:1", "type": ["Result"], "value": results[0].pop("value")})


def split_a_status(made: dict[str, Any]) -> None:
    entry = made["credentialStatus"]
    twin = {"id": entry["id"], "type": entry["type"], "statusListIndex": entry.pop("statusListIndex")}
    made["credentialStatus"] = [entry, twin]


@pytest.mark.parametrize("attack", [hide_a_pass_mark, hide_a_failed_result, hide_a_scale, hide_a_value, split_a_status])
def test_what_belongs_together_is_not_read_apart(attack: Change) -> None:
    honest = graded()
    CANONICALISER.canonicalise(honest)
    attacked = deepcopy(honest)
    attack(attacked)
    with pytest.raises(Unsupported) as refused:
        CANONICALISER.canonicalise(attacked)
    assert refused.value.code == "STATEMENTS_SPLIT"


def test_status_entries_that_share_an_id_are_not_told_apart() -> None:
    made = full_badge()
    made["credentialStatus"] = [
        made["credentialStatus"] | {"statusPurpose": purpose, "statusListIndex": index}
        for purpose, index in (("revocation", "7"), ("suspension", "8"))
    ]
    with pytest.raises(Unsupported) as refused:  # whose is the 7? The quads do not say
        CANONICALISER.canonicalise(made)
    assert refused.value.code == "STATEMENTS_SPLIT"
    made["credentialStatus"][1]["id"] += "-suspension"
    CANONICALISER.canonicalise(made)


def test_things_may_be_mentioned_and_issuers_described_twice() -> None:
    made = graded()
    achievement = made["credentialSubject"]["achievement"]
    achievement["creator"] = {**made["issuer"], "url": "https://harbour.example"}
    achievement["criteria"]["id"] = achievement["id"]
    made["evidence"] = [{"id": made["issuer"]["id"], "type": ["Evidence"]}]
    assert CANONICALISER.canonicalise(made).uncovered == ()


def test_the_other_data_models_dates_cannot_be_hidden_under_its_own_name() -> None:
    """A 2.0 document is not asked for `expirationDate`: one that brings the name along would never expire."""
    ends = {"@id": "https://www.w3.org/2018/credentials#expirationDate"}
    made = badge("did:web:harbour.example")
    for name in ("expirationDate", "ends"):
        bent = {**made, "@context": [*made["@context"], {name: ends}], name: "2026-02-01T00:00:00Z"}
        with pytest.raises(Unsupported) as refused:
            CANONICALISER.canonicalise(bent)
        assert refused.value.code == "NAMES_REDEFINED"
