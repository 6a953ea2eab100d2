"""What a site links with: the starter framework and those that were installed, as one set of skills with its index.

It is kept in a folder of its own, so that every process links with the same skills and maps the same index into memory.
The folder is named by what it was made from: a framework that is installed later has another, made when it is first
needed (or by the command that installs it).
"""

import json
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from hiring.errors import StoreError
from hiring.models.skill import Skill
from hiring.settings import Settings
from hiring.skills.embedding import bundled, bundled_name
from hiring.skills.frameworks import STARTER, load_starter
from hiring.skills.fusion import WEIGHTS
from hiring.skills.index import Entry, opened
from hiring.skills.label_vectors import Told
from hiring.skills.linker import Linker
from hiring.skills.merging import Merging
from hiring.skills.suggest import suggester
from hiring.store.database import MEMORY, Cursor
from hiring.store.frameworks import concepts, crosswalks, in_use
from hiring.store.ids import digest
from hiring.store.suggested_before import SuggestedBefore

# Raised whenever what a library holds changes, or what the same words suggest.
LAYOUT = "2"
_SKILLS, _CROSSWALK, _INDEX = "skills.json", "crosswalk.json", "index"
# Indexes whose vectors are taken over; older ones hold little that these do not.
_EARLIER = 3
_LISTS = TypeAdapter(tuple[Skill, ...])


def index_folder(database: Path) -> Path:
    """Return where the indexes of a site are kept: where its settings say, or else beside its database."""
    # A database in memory leaves nothing behind, and neither does what goes with it.
    folder = Path(_for_this_process().name) if database == MEMORY else database.parent / "indexes"
    return Settings().indexes or folder


def kept_library(cursor: Cursor, folder: Path, told: Told = lambda _done, _all: None) -> Path:
    """Return the library of the frameworks that are installed now, made below `folder` if it is not there yet.

    Of a framework in several versions one is linked with (`in_use`). ESCO takes half a minute to make, so
    never ask for it while somebody waits for a page; `told` hears how many labels have been read, and of how many.

    Raises:
        StoreError: the folder cannot be written or read.
    """
    used = in_use(cursor)
    parts = [f"{row['framework_id']}: {row['labels']} labels, {row['concepts']} concepts" for row in used]
    place = folder / digest("library", LAYOUT, bundled_name(), STARTER.read_text(encoding="utf-8"), *parts)
    if not (place / _SKILLS).is_file():
        try:
            _make(cursor, used, place, told)
        except OSError as error:
            raise StoreError(
                f"The index of the skill frameworks cannot be kept in {folder}: {error.strerror or error}.",
                code="INDEX_UNWRITABLE",
                next_step="Make room there, or name another folder as CREDENCE_INDEXES.",
            ) from error
    return place


def _make(cursor: Cursor, used: Iterable[Mapping[str, Any]], place: Path, told: Told) -> None:
    merging = Merging(load_starter())
    for row in used:
        merging.add(row["name"], concepts(cursor, row["framework_id"]))
    merging.cross(crosswalks(cursor))
    place.mkdir(parents=True, exist_ok=True)
    earlier = sorted(place.parent.glob(f"*/{_INDEX}/*"), key=lambda index: index.stat().st_mtime, reverse=True)
    opened(_entries(merging.skills), place / _INDEX, bundled(), earlier=earlier[:_EARLIER], told=told)
    _write(place / _CROSSWALK, json.dumps(merging.crosswalk).encode())
    # Last, because with it the library counts as whole.
    _write(place / _SKILLS, _LISTS.dump_json(merging.skills))


@lru_cache(maxsize=2)
def linker_of(library: Path) -> Linker:
    """Return what links credentials to the skills of a library: the same in every process.

    Raises:
        OSError: it is not there, or not whole.
    """
    skills = _LISTS.validate_json((library / _SKILLS).read_bytes())
    crosswalk = json.loads((library / _CROSSWALK).read_bytes())
    # By what is learned as well: with other weights the same texts suggest something else.
    learned = sha256(WEIGHTS.read_bytes()).hexdigest()[:16]
    before = SuggestedBefore(library / f"suggested-{learned}.sqlite")
    return Linker(skills, suggester(_entries(skills), library / _INDEX, before), crosswalk)


def _entries(skills: Iterable[Skill]) -> list[Entry]:
    """Skills as a search sees them: by their labels, as the weights were learned; descriptions helped nothing."""
    return [Entry(skill.id, skill.label, skill.aliases) for skill in skills]


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; two processes that make the same write the same."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as beside_it:
        beside_it.write(content)
    Path(beside_it.name).replace(path)


@cache
def _for_this_process() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="credence-indexes-")
