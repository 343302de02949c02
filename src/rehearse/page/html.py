"""What the HTML pages share: one style, and for a page that is a file a policy that forbids every request.

Such a page is one file; one that is served (`Frame`) asks for its styles and scripts beside it. Whatever its
values hold is text; only what `markup` made is not escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from rehearse import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

STYLE = "page.css"
OF_SERVED = ("served.css", "served.js")
"""What every served page has beside it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Around a page that is served: `root` begins the path of all its addresses, `here` is where it
    belongs."""

    root: str
    here: str = ""


def rendered(
    template: str,
    *,
    styles: Sequence[str] = (),
    script: str | Sequence[str] | None = None,
    frame: Frame | None = None,
    **values: Any,
) -> str:
    """A page of `values`, with the style of all pages, perhaps `styles` and scripts: files beside it."""
    environment = _environment()
    scripts = [script] if isinstance(script, str) else script or ()
    if frame:
        style = code = ""
        assets = [STYLE, *styles, *OF_SERVED, *scripts]
    else:
        style = "".join(asset(name) for name in (STYLE, *styles))
        code = "".join(map(asset, scripts))
        assets = []
    return environment.get_template(template).render(
        version=__version__,
        style=markup(style),
        script=markup(code),
        policy=_policy(style, code),
        frame=frame,
        sheets=[name for name in assets if name.endswith(".css")],
        scripts=[name for name in assets if name.endswith(".js")],
        **values,
    )


def markup(text: str) -> Any:
    """Text that goes into a page as it stands: our own, with nothing in it that a user wrote."""
    return Markup(text)


def fragment(template: str, **values: Any) -> Markup:
    """A part of a page, to go into it as it stands."""
    return Markup(_environment().get_template(template).render(**values))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("rehearse", "page/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def asset(name: str) -> str:
    """A style or a script, by its name beside the templates."""
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _policy(style: str, script: str) -> str:
    """Nothing may be fetched, and nothing runs but what stands in this page."""
    scripts = _hash(script) if script else "'none'"
    return (
        f"default-src 'none'; media-src data:; style-src {_hash(style)}; script-src {scripts}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
