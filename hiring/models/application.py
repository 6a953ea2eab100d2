"""An application as a table tells it: who, for which role, and where they stand in it."""

from datetime import date

from hiring.models.base import Model


class Application(Model):
    """One line. `role_id`, `stage`, `note` and `tags`: where it names a role; `applied_on`: where it names a day."""

    name: str
    email: str | None = None
    role_id: str | None = None
    stage: str | None = None
    note: str = ""
    tags: tuple[str, ...] = ()
    applied_on: date | None = None
