"""Something worth knowing about a badge, an applicant or a provider that no proof shows and nobody claims."""

from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias

from hiring.models.base import Model


class Sureness(StrEnum):
    """How sure a finding is: read off the data, or inferred from it more or less well."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


About: TypeAlias = Literal["credential", "applicant", "provider"]


class Finding(Model):
    """One finding, at the moment it was made.

    `subject_id` is a credential's id, an applicant's id or a provider's identifier, by `about`; `applicant_id` is whose
    page it belongs on, `None` for a finding about a provider. `rests_on` are the ids of the credentials it was read
    from. `code` is explained by the finder that makes it.
    """

    code: str
    about: About
    subject_id: str
    applicant_id: str | None = None
    sureness: Sureness
    detail: str
    rests_on: tuple[str, ...] = ()
    found_at: datetime
