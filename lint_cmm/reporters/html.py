"""One self-contained page for a run: verdict, findings beside the text, section map, problem → measure picture.

The page needs no script and fetches nothing: its content security policy allows the one style sheet inside it, by
hash, and an empty icon. Everything that comes from a submission is escaped by the template (autoescape) after
:mod:`lint_cmm.kit.neutral` has taken acting characters out.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from lint_cmm.findings import Run
from lint_cmm.messages.reports import say
from lint_cmm.reporters.htmlview import pages

_FOLDER = Path(__file__).parent / "templates"


@cache
def _template() -> Any:
    """The page's template, compiled once: an intake makes thousands of pages."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html")


def render(run: Run, index: str = "") -> bytes:
    """The run as one HTML document, UTF-8. ``index`` is the address of the list that the page belongs to, relative to it; "" for none."""
    from markupsafe import Markup

    css = (_FOLDER / "report.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(css.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    page: str = _template().render(
        css=Markup(css),
        policy=policy,
        lang="en" if run.lang == "en" else "zh-CN",
        say=lambda key, **fields: say(key, run.lang, **fields),
        summary=run.summary,
        version=run.version,
        pages=pages(run),
        index=index,
    )
    return page.encode("utf-8", "replace")
