"""The part of *Policy* about single providers: what was set by hand, why and by whom, and setting it."""

from collections.abc import Sequence

import streamlit as st

from hiring.credibility.policy import Override
from hiring.views import policy as view
from hiring.views.policy import Version
from hiring.views.providers import providers
from hiring.web import components, resources
from hiring.web.gate import author
from hiring.web.policy import save

# How far off a number that somebody set by hand may be, on either side.
_DOUBT = 0.15


def by_hand(known: Sequence[Version]) -> None:
    """Draw what was set by hand, and the form that sets it; `known`: all versions of the policy."""
    now = known[-1]
    st.caption(
        "Where you know a provider better than any registry does, say so here: it takes the place of what they say. "
        "It never makes a forged badge authentic, and each change is a version of the policy with its reason."
    )
    with resources.cursor() as cursor:
        frame = providers(cursor, resources.now().date())
    names = dict(zip(frame["issuer_iri"], frame["title"], strict=True))
    set_now = view.set_by_hand(now, names)
    if set_now.is_empty():
        st.info("Nothing is set by hand: every provider counts as registries say.", icon=":material/front_hand:")
    else:
        st.dataframe(
            set_now, hide_index=True, alt="Providers that are set by hand, with the reason", column_config=_WIDE
        )
    if frame.is_empty():
        with components.empty("No providers yet", "They appear with the first badges read.", icon="workspace_premium"):
            st.page_link("pages/upload.py", label="Upload badges", icon=":material/upload_file:")
        return
    _set(now, names)
    log = view.hand_log(known, names)
    if not log.is_empty():
        with st.expander("Log of what was set by hand", icon=":material/history:"):
            st.dataframe(
                log, hide_index=True, alt="Every change of a provider by hand, newest first", column_config=_WIDE
            )


_WIDE = {
    "Provider": st.column_config.TextColumn(width=220),
    "Why": st.column_config.TextColumn(width="large"),
    "When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
}


def _set(now: Version, names: dict[str, str]) -> None:
    """Draw the form that sets one provider, or lets registries speak for it again."""
    by_title = {title: iri for iri, title in names.items()}
    title = st.selectbox("Provider", list(by_title), key="provider", bind="query-params")
    iri = by_title.get(title, next(iter(names)))
    held = now.policy.providers.get(iri)
    with st.form(f"by-hand-{iri[:60]}-{now.number}", border=True):
        left, right = st.columns([1, 2], gap="large")
        value = left.slider("Counts, from 0 to 1", 0.0, 1.0, held.value if held else 0.5, 0.05)
        left.caption(
            f"A registry that vouches counts {now.policy.recognition['recognized'].value:g}, "
            f"a provider that none lists {now.policy.recognition['not_registered'].value:g}."
        )
        reason = right.text_input("Reason", max_chars=500, placeholder="What you know of this provider, and how")
        with right.container(horizontal=True):
            setting = st.form_submit_button("Set by hand", type="primary", icon=":material/front_hand:")
            freed = st.form_submit_button("Let registries speak again", icon=":material/undo:", disabled=held is None)
    if not (setting or freed):
        return
    if not reason.strip():
        st.error("To set a provider by hand, a reason is needed.", icon=":material/error:", title="Not saved")
        return
    others = {other: own for other, own in now.policy.providers.items() if other != iri}
    if setting:
        others[iri] = Override(
            value=value,
            low=round(max(0.0, value - _DOUBT), 2),
            high=round(min(1.0, value + _DOUBT), 2),
            why=reason.strip(),
            by=author(),
            on=resources.now().date(),
        )
    what = f"set to {value:g}" if setting else "no longer set by hand"
    policy = now.policy.model_copy(update={"providers": others})
    save(policy, f"{title} {what}: {reason.strip()}", now)
