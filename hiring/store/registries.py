"""Lists of institutions that were imported, each import whole; the newest import of a registry is in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from hiring.models.registry import ListedInstitution
from hiring.store.database import Cursor
from hiring.store.ids import digest
from hiring.store.merge import merge

_NEWEST = """
SELECT import_id, registry, source, institutions, known_at, signature, stands_until FROM registry_imports
WHERE $at IS NULL OR known_at <= $at
QUALIFY row_number() OVER (PARTITION BY registry ORDER BY known_at DESC, import_id) = 1
ORDER BY registry
"""
_COLUMNS = ("name", "identifier", "website", "country", "scope", "valid_from", "valid_until", "certificate")
_INSTITUTIONS = f"SELECT {', '.join(_COLUMNS)} FROM registry_institutions WHERE import_id = ? ORDER BY ordinal"  # noqa: S608


@dataclass(frozen=True, slots=True)
class ImportedRegistry:
    """One import: the registry's name, where the table was had, when, and who is on it.

    Of a trusted list, `signature` says in words whether its own was checked; after `stands_until` it says nothing more.
    """

    registry: str
    source: str
    imported_at: datetime
    institutions: tuple[ListedInstitution, ...]
    signature: str | None = None
    stands_until: datetime | None = None


def write_registry(
    cursor: Cursor,
    registry: str,
    institutions: Sequence[ListedInstitution],
    *,
    source: str,
    at: datetime,
    signature: str | None = None,
    stands_until: datetime | None = None,
) -> None:
    """Write an import, in the caller's transaction. It takes the place of earlier ones of that name; those are kept."""
    parts = [part for one in institutions for part in one.model_dump(mode="json").values()]
    import_id = digest("registry import", registry, source, at.isoformat(), *parts)
    row = {"import_id": import_id, "registry": registry, "source": source, "institutions": len(institutions)}
    standing = {"signature": signature, "stands_until": stands_until}
    merge(cursor, "registry_imports", [{**row, **standing, "known_at": at}], key="import_id")
    rows = [
        {"institution_id": digest("institution", import_id, number), "import_id": import_id, "ordinal": number}
        | one.model_dump()
        for number, one in enumerate(institutions)
    ]
    merge(cursor, "registry_institutions", rows, key="institution_id")


def imported_registries(cursor: Cursor, at: datetime | None = None) -> tuple[ImportedRegistry, ...]:
    """Return the newest import of each registry, by name; with `at`, the newest at that moment."""
    found = []
    for row in cursor.execute(_NEWEST, {"at": at}).pl().to_dicts():
        people = cursor.execute(_INSTITUTIONS, [row["import_id"]]).pl().to_dicts()
        imported_at: datetime = row["known_at"]
        until: datetime | None = row["stands_until"]
        found.append(
            ImportedRegistry(
                registry=row["registry"],
                source=row["source"],
                imported_at=imported_at.astimezone(UTC),
                institutions=tuple(ListedInstitution(**one) for one in people),
                signature=row["signature"],
                stands_until=until.astimezone(UTC) if until else None,
            )
        )
    return tuple(found)
