"""Badges that were issued after applications for a role had closed."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from hiring.description.issuing import Exactness, Issuing, issued
from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness
from hiring.models.role import Deadline

# The largest offset of any clock from UTC: somewhere it is already, or still, another day by that much.
OFFSET = timedelta(hours=14)


class AfterDeadline:
    """Compares when a badge was issued with the deadline of each role that asks for what it shows."""

    name = "deadline"
    words: Mapping[str, FindingWords] = {
        "ISSUED_AFTER_DEADLINE": FindingWords(
            "Issued after the deadline",
            "It was not there yet when applications closed. It counts like any other until you decide otherwise.",
            "Decide whether it may count, and decide the same for everybody who applied for the role.",
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield one finding for each applicant and role."""
        late = known.badges.join(known.deadlines, on="credential_id").sort("applicant_id", "role_id", "credential_id")
        for (applicant, _), group in late.group_by("applicant_id", "role_id", maintain_order=True):
            found: list[tuple[datetime, str, str, Sureness]] = []
            for row in group.iter_rows(named=True):
                deadline = Deadline(day=row["apply_by"], zone=row["apply_zone"])
                when = issued(json.loads(row["document"]), row["valid_from"])
                sure = is_late(when, deadline) if when else None
                if when and sure:
                    what = f"“{row['achievement_name'] or 'A badge'}” was issued on {when.day:%d %B %Y}"
                    found.append((when.moment, row["credential_id"], what, sure))
            if not found:
                continue
            _, _, first, _ = min(found)
            more = f", and {len(found) - 1} more later" if len(found) > 1 else ""
            yield known.finding(
                "ISSUED_AFTER_DEADLINE",
                "applicant",
                str(applicant),
                Sureness.CERTAIN if all(one[3] is Sureness.CERTAIN for one in found) else Sureness.LIKELY,
                f"{first}{more}; applications for “{group['title'][0]}” closed at the end of "
                f"{deadline.day:%d %B %Y} ({deadline.zone}).",
                applicant_id=str(applicant),
                rests_on=[one[1] for one in found],
            )


def is_late(when: Issuing, deadline: Deadline) -> Sureness | None:
    """Return how sure it is that something was issued after a deadline; `None` where it may have been in time.

    A day is compared with the deadline's day: of the day after, it is unknown where it had begun already.
    """
    next_day = when.day > deadline.day
    match when.exactness:
        case Exactness.MOMENT:
            late = certain = when.moment >= deadline.ends
        case Exactness.CLOCK:
            late, certain = next_day, when.moment >= deadline.ends + OFFSET
        case Exactness.DAY:
            late, certain = next_day, when.day > deadline.day + timedelta(days=1)
    if not late:
        return None
    return Sureness.CERTAIN if certain else Sureness.LIKELY


FINDER = AfterDeadline()
