"""Precision and recall of each finding on a world of 2,000 issuers of whom everything is known.

`python -m benchmarks.trust [--seed N]`. The badges are signed, taken in by the pipeline, and looked at by the finders
that a site has; see `benchmarks.trust_world` for who is in the world.
"""

import argparse
from collections import defaultdict
from contextlib import closing
from time import perf_counter

import polars as pl

from benchmarks.trust_world import ANALYST, NOW, Maker, World
from hiring.findings import finders
from hiring.pipeline import ingest
from hiring.site import SiteJudging
from hiring.store.database import MEMORY, Database, transaction
from hiring.store.findings import current_findings
from hiring.store.registries import imported_registries, write_registry
from hiring.store.roles import save_role
from hiring.verification.canonical.isolated import IsolatedCanonicaliser

# What is said of every badge that leaves something out, and is no suspicion of anybody: not measured here.
REMARKS = frozenset({"ELEMENTS_MISSING"})


def measured(world: World) -> dict[str, tuple[int, int, int]]:
    """Return for each code how many were found rightly, found wrongly, and missed."""
    with Database(MEMORY, clock=lambda: NOW) as database, closing(database.cursor()) as cursor:
        save_role(cursor, ANALYST)
        with transaction(cursor):
            write_registry(cursor, "Register of providers", world.registered, source="made up", at=NOW)
        judging = SiteJudging((), imported_registries(cursor), None)
        with IsolatedCanonicaliser() as canonicaliser:
            ingest(
                "world.zip",
                world.files,
                database=database,
                verifier=judging(world, canonicaliser),
                clock=lambda: NOW,
                came_from="benchmark",
                corrections=world.claims,
            )
        # What the world calls a badge and a person by.
        named = dict(cursor.execute("SELECT credential_id, iri FROM credentials").fetchall())
        named |= dict(cursor.execute("SELECT applicant_id, email FROM applicants").fetchall())
        rows = current_findings(cursor).filter(~pl.col("code").is_in(list(REMARKS)))
        found = {(code, named.get(about, about)) for code, about in rows.select("code", "subject_id").iter_rows()}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for case in found | world.truth:
        place = 0 if case in found and case in world.truth else 1 if case in found else 2
        counts[case[0]][place] += 1
    return {code: (right, wrong, missed) for code, (right, wrong, missed) in counts.items()}


def main() -> None:
    """Print a line for each finding that the world has cases of, or that was found in it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trust")
    parser.add_argument("--seed", type=int, default=1)
    started = perf_counter()
    world = Maker(parser.parse_args().seed).make()
    counts = measured(world)
    explained = {code for finder in finders() for code in finder.words}
    print(f"{world.issuers:,} issuers, {len(world.files):,} badges, {perf_counter() - started:.0f} s\n")
    print(f"{'finding':32} {'cases':>6} {'found':>6} {'wrong':>6} {'missed':>7} {'precision':>10} {'recall':>7}")
    for code in sorted(counts):
        right, wrong, missed = counts[code]
        assert code in explained, code
        precision = f"{right / (right + wrong):.3f}" if right + wrong else "-"
        recall = f"{right / (right + missed):.3f}" if right + missed else "-"
        print(f"{code:32} {right + missed:6} {right:6} {wrong:6} {missed:7} {precision:>10} {recall:>7}")


if __name__ == "__main__":
    main()
