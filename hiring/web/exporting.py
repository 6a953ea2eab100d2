"""Files to hand on: a shortlist made in the background with progress, and the documents of one applicant."""

import logging
import secrets
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

import streamlit as st

from hiring.errors import CredenceError
from hiring.models.role import RoleVersion
from hiring.store.database import Cursor
from hiring.views import applicant_files, shortlist_files
from hiring.views.applicant import Applicant
from hiring.views.shortlist import Filters
from hiring.web import resources

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMS: dict[str, tuple[Callable[[shortlist_files.Exported, shortlist_files.Progress], bytes], str, str]] = {
    "XLSX": (shortlist_files.as_workbook, _XLSX, "One column a skill, and beside it what it rests on."),
    "CSV": (lambda told, _: shortlist_files.as_csv(told), "text/csv", "The same, for other programs; safe to open."),
    "PDF": (
        lambda told, _: shortlist_files.as_document(told),
        "application/pdf",
        f"For reading: the first {shortlist_files.IN_DOCUMENT}.",
    ),
}
# Files that wait to be fetched; one that nobody fetched is made again in seconds.
_KEPT = 20
# What reading is of the work; the rest is writing.
_READING = 0.5
_MAKING = "credence_export"
_log = logging.getLogger(__name__)


@dataclass
class Making:
    """One file being made. `progress` is what is done of reading and of writing, 0 to 1, and that in words."""

    form: str
    progress: tuple[float, str] = (0.0, "Reading")
    stop: Event = field(default_factory=Event)
    future: "Future[bytes] | None" = None


class Exports:
    """The files of this process, by an id that nobody guesses; apart from ingests, which may take long."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="export")
        self._made: OrderedDict[str, Making] = OrderedDict()

    def start(self, form: str, work: Callable[[Making], bytes]) -> str:
        """Begin to make a file; return its id."""
        making, key = Making(form), secrets.token_urlsafe(9)
        self._made[key] = making
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)[1].stop.set()
        making.future = self._pool.submit(work, making)
        return key

    def get(self, key: str) -> Making | None:
        """Return what is made under an id."""
        return self._made.get(key)


@st.cache_resource(show_spinner=False)
def _exports() -> Exports:
    return Exports()


def shortlist_downloads(role: RoleVersion, filters: Filters, narrowed: str) -> None:
    """Draw the menu of files of what the page shows: everybody who passes the filters, not only those in sight.

    `narrowed`: the filters in words.
    """
    with st.popover("Download", icon=":material/download:"):
        st.caption("Everybody who passes the filters, each skill with what it rests on.")
        for form, (_, _, words) in _FORMS.items():
            if st.button(form, key=f"export-{form}", help=words, width="stretch"):
                st.session_state[_MAKING] = (
                    _exports().start(form, _work(role, filters, narrowed, form)),
                    role.role_id,
                    filters,
                )
        held = st.session_state.get(_MAKING)
        if held and held[1:] == (role.role_id, filters):
            _ready(held[0])


def _work(role: RoleVersion, filters: Filters, narrowed: str, form: str) -> Callable[[Making], bytes]:
    made_at = resources.now()

    def work(making: Making) -> bytes:
        def read(done: int, total: int) -> None:
            making.progress = (_READING * done / max(total, 1), f"{done:,} of {total:,} applicants read")

        def written(done: int, total: int) -> None:
            if making.stop.is_set():
                raise shortlist_files.cancelled()
            making.progress = (_READING + (1 - _READING) * done / max(total, 1), f"{done:,} of {total:,} lines written")

        with resources.cursor() as cursor:
            limit = shortlist_files.IN_DOCUMENT if form == "PDF" else None
            told = shortlist_files.exported(cursor, role, filters, made_at, read, making.stop.is_set, limit, narrowed)
        making.progress = (_READING, "Writing the file")
        return _FORMS[form][0](told, written)

    return work


def _ready(key: str) -> None:
    making = _exports().get(key)
    ended = making is None or making.future is None or making.future.done()
    # Asked for again and again only while something is being made.
    st.fragment(_state, run_every=None if ended else 0.5)(key, polled=not ended)


def _state(key: str, *, polled: bool) -> None:
    making = _exports().get(key)
    if making is None or making.future is None:
        return
    if making.future.done() and polled:
        st.rerun()
    if not making.future.done():
        st.progress(*making.progress)
        if st.button("Cancel", icon=":material/close:", disabled=making.stop.is_set(), key="export-cancel"):
            making.stop.set()
        return
    try:
        content = making.future.result()
    except CredenceError as error:
        st.info(str(error), icon=":material/info:")
        return
    # The last frame of a worker; the page says that there is no file, the log why.
    except Exception:  # noqa: BLE001
        _log.exception("A file could not be made")
        st.error("The file could not be made, on an error of ours; it is in the server's log.", icon=":material/error:")
        return
    st.download_button(
        f"Save the {making.form} file",
        content,
        file_name=f"shortlist.{making.form.lower()}",
        mime=_FORMS[making.form][1],
        key=f"save-{key}",
        type="primary",
        icon=":material/save:",
        width="stretch",
        on_click="ignore",
    )


def applicant_downloads(person: Applicant, role: RoleVersion | None) -> None:
    """Draw the menu of documents of one applicant; each is made when it is asked for."""
    with st.popover("Download", icon=":material/download:"):
        st.caption("The dossier is for those who decide. The receipt is for the applicant, in plain language.")
        st.download_button(
            "Dossier (PDF)",
            lambda: _document(lambda cursor: applicant_files.dossier(cursor, person, role, resources.now())),
            file_name="dossier.pdf",
            mime="application/pdf",
            key="get-dossier",
            width="stretch",
            on_click="ignore",
        )
        if role is not None and person.match is not None:
            matched = role
            st.download_button(
                "Receipt for the applicant (PDF)",
                lambda: _document(lambda cursor: applicant_files.receipt(cursor, person, matched, resources.now())),
                file_name="receipt.pdf",
                mime="application/pdf",
                key="get-receipt",
                width="stretch",
                on_click="ignore",
            )


def _document(make: Callable[[Cursor], bytes]) -> bytes:
    with resources.cursor() as cursor:
        return make(cursor)
