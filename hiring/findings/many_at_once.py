"""Many badges of one person, issued within an hour."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import polars as pl

from hiring.findings.base import FindingWords, Known
from hiring.models.finding import Finding, Sureness

# Nobody sits twenty assessments in an hour; a page of quizzes or a script gives as many.
MANY = 20
WITHIN = timedelta(hours=1)


class ManyAtOnce:
    """Looks at the times at which badges say that they were issued.

    - A badge that states only a day, which is often written as midnight, says nothing of the hour and is left out.
    - A record (CLR) and all that came in it were issued together, which is what records are for: they count once.
    """

    name = "many_at_once"
    words: Mapping[str, FindingWords] = {
        "MANY_BADGES_AT_ONCE": FindingWords(
            "Many badges within one hour",
            "Nobody earns that many in so short a time; but a provider that moves its records to another system issues "
            "them all anew.",
            "Ask the provider when they were earned, and the applicant what had to be done for one of them.",
        ),
    }

    def find(self, known: Known) -> Iterable[Finding]:
        """Yield one finding for each applicant of whom so many were issued together, for the fullest hour."""
        timed = (
            known.badges.filter(pl.col("valid_from").is_not_null() & (pl.col("holder") != "mismatch"))
            .filter(pl.col("valid_from").dt.convert_time_zone("UTC").dt.time() != pl.time(0, 0, 0))
            .unique(["applicant_id", "lot"], keep="first", maintain_order=True)
            .sort("applicant_id", "valid_from", "credential_id")
        )
        for (applicant,), group in timed.group_by("applicant_id", maintain_order=True):
            times = group["valid_from"].to_list()
            first, last = 0, -1
            start = 0
            for end, moment in enumerate(times):
                while moment - times[start] > WITHIN:
                    start += 1
                if end - start > last - first:
                    first, last = start, end
            number = last - first + 1
            if number < MANY:
                continue
            together = group.slice(first, number)
            vouched = (together["recognition"] == "recognized").all()
            yield known.finding(
                "MANY_BADGES_AT_ONCE",
                "applicant",
                str(applicant),
                Sureness.POSSIBLE if vouched else Sureness.LIKELY,
                f"{number} badges say that they were issued between {times[first]:%d %B %Y, %H:%M} and "
                f"{times[last]:%d %B %Y, %H:%M} UTC.",
                applicant_id=str(applicant),
                rests_on=together["credential_id"].to_list(),
            )


FINDER = ManyAtOnce()
