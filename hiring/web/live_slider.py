"""A slider that tells its value while it is dragged; Streamlit's own tells it when it is let go.

One value is under way at a time: the next is sent when Python has answered the last, so that somebody who drags faster
than a ranking is made does not stop it from being shown. Everything foreign is put in as text, never as markup.
"""

from typing import Any

import streamlit as st

_HTML = """
<div class="knob">
  <label><span class="name"></span><output></output></label>
  <div class="why"></div>
  <input type="range">
</div>
"""

_CSS = """
.knob { font-family: var(--st-font); color: var(--st-text-color); padding-bottom: 0.35rem; }
label { display: flex; justify-content: space-between; font-weight: 600; font-size: 0.95rem; }
output { color: var(--st-link-color); font-variant-numeric: tabular-nums; }
.why { font-size: 0.84rem; opacity: 0.75; margin: 0.15rem 0 0.2rem; line-height: 1.4; }
input { width: 100%; margin: 0; accent-color: var(--st-primary-color); cursor: pointer; }
"""

_JS = """
const held = new WeakMap();
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const input = parentElement.querySelector("input");
  const output = parentElement.querySelector("output");
  const name = parentElement.querySelector(".name");
  const why = parentElement.querySelector(".why");
  const told = (value) => Number(value).toFixed(data.digits);
  const state = held.get(parentElement) ?? { sent: null, timer: null };
  held.set(parentElement, state);
  name.textContent = data.label;
  why.textContent = data.why;
  input.setAttribute("aria-label", data.label);
  input.min = data.least; input.max = data.most; input.step = data.step;
  const send = () => {
    clearTimeout(state.timer);
    state.sent = Number(input.value);
    state.timer = setTimeout(() => { state.sent = null; follow(); }, 3000);
    setStateValue("value", state.sent);
  };
  const follow = () => { if (state.sent === null && Number(input.value) !== state.known) send(); };
  state.known = data.value;
  if (state.sent === null) {
    input.value = data.value;
  } else if (state.sent === data.value) {
    clearTimeout(state.timer);
    state.sent = null;
    follow();
  }
  output.textContent = told(input.value);
  input.oninput = () => { output.textContent = told(input.value); follow(); };
}
"""

_SLIDER = st.components.v2.component("credence_live_slider", html=_HTML, css=_CSS, js=_JS)


def live_slider(label: str, why: str, least: float, most: float, value: float, step: float, *, key: str) -> float:
    """Draw a slider with what it means under its name; return where it stands, also while it is dragged.

    `value`: where it stands until somebody moves it. `key`: of this slider alone.
    """
    kept: Any = st.session_state.get(key) or {}
    stands = kept.get("value", value)
    told = {"label": label, "why": why, "least": least, "most": most, "step": step, "value": stands}
    found = _SLIDER(key=key, data=told | {"digits": 0 if step >= 1 else 2}, on_value_change=lambda: None)
    moved = found.value
    # The browser may send anything; what is out of range is as if it had not been sent.
    return float(moved) if isinstance(moved, int | float) and least <= moved <= most else float(value)
