"""Pages as PDF, PNG or SVG, by Typst: tagged for screen readers, with their fonts in them.

A template is a file of ours beside this one; what it shows comes as JSON, and is text to Typst and never markup.
Letters are those that come with Typst; for a name in a script that these lack (Chinese, Arabic, Hindi), those of the
machine. Nothing else is read from the disk but templates, and nothing is fetched: packages are not used.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

_TEMPLATES = Path(__file__).parent / "templates"
# Dots to the inch of a picture: twice what screens show.
_PPI = 192.0

Format = Literal["pdf", "png", "svg"]


def typeset(template: str, data: Mapping[str, Any], form: Format = "pdf") -> bytes:
    """Return a document. A picture (`png`, `svg`) is of its first page, so its template makes only one.

    `data` holds what JSON can; the template reads it as `json(bytes(sys.inputs.data))`.
    """
    source = (_TEMPLATES / f"{template}.typ").read_bytes()
    made = typst.compile(
        source,
        format=form,
        ppi=_PPI,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), "form": form},
    )
    content: bytes = made[0] if isinstance(made, list) else made
    return content


@cache
def _fonts() -> typst.Fonts:
    """Looked for once: a desk has hundreds."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)
