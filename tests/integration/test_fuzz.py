"""A share of the million that `make fuzz` tries, and that what it looks for would be noticed."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from hiring.formats import formats
from hiring.intake.bundle import read_bytes
from hiring.intake.carriers import carriers
from hiring.models.artifact import SourceFile
from hiring.opening import open_file
from hiring.verification.canonical.base import Canonical, HashName
from tests import presentations
from tests.conftest import ROOT
from tests.fuzz.altering import BATCH, LANES, altered, lane_of
from tests.fuzz.badges import Maker, Original
from tests.fuzz.corpus import corpus
from tests.fuzz.further import ASKED, HOLDER
from tests.fuzz.oracle import Judge, Reference, Wrong
from tests.fuzz.running import batches, reference, run_batch
from tests.issuer_simulator import badge, secure

SLOW, ISOLATED = 12, 24


def fuzzed(first: int, count: int) -> Counter[str]:
    done = run_batch(first, first + count, watch=lambda _: None)
    assert not done.failures, done.failures[:3]
    assert done.inputs == count
    return done.tally


@pytest.mark.parametrize("batch", [*range(4)])
def test_nothing_altered_is_believed(batch: int) -> None:
    tally = fuzzed(batch * BATCH, BATCH)
    # What is done to the files is neither all harmless nor all fatal.
    assert all(tally[kind] > 50 for kind in ("authentic", "rejected", "undetermined", "refused"))
    assert tally["bound"]


def test_nothing_altered_is_believed_of_what_is_signed_as_statements() -> None:
    assert not lane_of(SLOW * BATCH).quick
    tally = fuzzed(SLOW * BATCH, 400)
    assert all(tally[kind] > 20 for kind in ("authentic", "rejected", "refused"))


def test_nothing_altered_is_believed_by_the_processes_that_can_be_killed() -> None:
    assert lane_of(ISOLATED * BATCH).isolated
    tally = fuzzed(ISOLATED * BATCH, 150)
    assert all(tally[kind] > 5 for kind in ("authentic", "rejected", "refused"))


def test_every_carrier_and_format_is_among_the_originals() -> None:
    met: set[str] = set()
    for original in corpus().originals:
        for entry in read_bytes("sent", original.content):
            for reading in open_file(entry, corpus().world) if isinstance(entry, SourceFile) else ():
                if reading.credential and reading.artifact:
                    met |= {reading.artifact.carrier, reading.credential.format, reading.credential.securing}
    assert {one.name for one in carriers()} <= met
    assert {one.name for one in formats()} <= met
    assert {"data-integrity", "jwt", "sd-jwt", "hosted", "jws", "self-asserted", "none"} <= met


def test_every_original_is_what_it_says() -> None:
    judge = Judge(corpus(), reference())
    for original in (*corpus().originals, *corpus().beside):
        judge.judge(original.content)
    assert judge.tally["authentic"] > 100
    assert judge.tally["bound"] > 10


def test_another_badge_would_be_noticed() -> None:
    stranger = corpus().world.key_issuer("stranger")
    with pytest.raises(Wrong, match="authentic, but altered: its facts are new"):
        Judge(corpus(), reference()).judge(secure(badge(stranger), stranger, "jwt"))


def test_other_signed_words_for_the_same_facts_would_be_noticed() -> None:
    make = Maker()
    again = secure({**make.rich(make.issuer), "image": "https://badges.example.edu/another.png"}, make.issuer, "jwt")
    genuine = secure(Maker().rich(make.issuer), make.issuer, "jwt")
    known = Reference(replace(corpus(), originals=(Original("genuine", genuine, "jwt"),), beside=()))
    Judge(corpus(), known).judge(genuine)
    with pytest.raises(Wrong, match="its facts are an original's, but not"):
        Judge(corpus(), known).judge(again)


def test_another_presentation_would_be_noticed() -> None:
    shown = next(one for one in corpus().originals if one.name == "presentation")
    document = {name: value for name, value in json.loads(shown.content).items() if name != "proof"}
    again = presentations.signed({**document, "id": "urn:uuid:2"}, HOLDER, suite="eddsa-jcs-2022", **ASKED)
    with pytest.raises(Wrong, match="bound, but altered"):
        Judge(corpus(), reference()).judge(json.dumps(again).encode())


class _Broken:
    def canonicalise(self, document: Mapping[str, Any], hash_name: HashName = "SHA-256") -> Canonical:
        raise ZeroDivisionError(f"a mistake of ours with {hash_name}, {len(document)} members")


def test_a_mistake_of_ours_would_be_noticed() -> None:
    make = Maker()
    in_a_language = {**make.rich(make.issuer), "name": {"@value": "Data analysis", "@language": "en"}}
    out_of_the_ordinary = secure(in_a_language, make.issuer, "eddsa-rdfc-2022")
    with pytest.raises(Wrong, match="ZeroDivisionError: a mistake of ours"):
        Judge(corpus(), reference(), _Broken()).judge(out_of_the_ordinary)


def test_a_number_makes_the_same_file_again() -> None:
    assert [altered(number) for number in range(50)] == [altered(number) for number in range(50)]
    assert len({altered(number)[1] for number in range(50)}) > 40


def test_no_batch_is_of_two_lanes() -> None:
    found = batches(first=2_500, inputs=3_000)
    assert found == [(2_500, 3_000), (3_000, 4_000), (4_000, 5_000), (5_000, 5_500)]
    assert batches(0, BATCH) == [(0, BATCH)]
    assert lane_of(len(LANES) * BATCH) == lane_of(0)


def test_the_command_tells_what_it_did() -> None:
    command = [sys.executable, "-m", "tests.fuzz", "--first", "990", "--count", "20"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "20 inputs in" in ran.stdout
    assert ran.stdout.endswith("0 failures\n")
