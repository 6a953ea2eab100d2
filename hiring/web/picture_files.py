"""A chart as a file: PNG or SVG, made in the browser of what is on the screen, so that nothing else can be in it.

Plotly makes the file; the buttons only say which kind. It needs no network and no browser on the server. Each chart has
a container of its own, by which its buttons find it.
"""

import streamlit as st

_HTML = """
<div class="files">
  <button type="button" data-as="png"></button>
  <button type="button" data-as="svg"></button>
</div>
"""

_CSS = """
.files { display: flex; gap: 0.35rem; justify-content: flex-end; font-family: var(--st-font); }
button { background: none; border: 1px solid transparent; border-radius: 0.3rem; padding: 0.1rem 0.45rem;
         cursor: pointer; font: inherit; font-size: 0.8rem; color: var(--st-text-color); text-decoration: underline; }
button:hover { border-color: var(--st-border-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
"""

# The one button of Plotly's own bar is the one that makes a file; its kind stands in the chart's context.
_JS = """
export default function (component) {
  const { data, parentElement } = component;
  for (const button of parentElement.querySelectorAll("button")) {
    const kind = button.dataset.as;
    button.textContent = kind.toUpperCase();
    button.setAttribute("aria-label", `${data.alt}: as ${kind.toUpperCase()}`);
    button.onclick = () => {
      const chart = document.querySelector(`.st-key-${CSS.escape(data.holder)} .js-plotly-plot`);
      const make = chart && chart.querySelector(".modebar-btn");
      if (!make) return;
      const scale = kind === "png" ? 2 : 1;
      chart._context.toImageButtonOptions = { format: kind, filename: data.name, scale };
      make.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    };
  }
}
"""

_BUTTONS = st.components.v2.component("credence_picture_files", html=_HTML, css=_CSS, js=_JS)

# What a chart has to be drawn with: Plotly's bar with that one button, which nobody sees.
CONFIG = {
    "displaylogo": False,
    "scrollZoom": False,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
}
STYLE = "<style>.js-plotly-plot .modebar { opacity: 0 !important; pointer-events: none; }</style>"


def picture_files(holder: str, *, alt: str, name: str, key: str) -> None:
    """Draw the two buttons. `holder`: the key of the chart's container; `alt`: what the chart is called."""
    _BUTTONS(key=key, data={"holder": holder, "alt": alt, "name": name})
