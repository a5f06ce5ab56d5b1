"""Pages of HTML that need nothing beside them: no other file, no network, no script."""

from __future__ import annotations

from typing import Any

from tolsel.errors import ReportedError


def render(template: str, **values: Any) -> str:
    """Fill one of the templates beside this module; whatever comes from the books is escaped."""
    try:
        import jinja2
    except ImportError as error:
        raise ReportedError(
            "pages of HTML are made by jinja2, which is not installed",
            hint="Install tolsel with its extra: pip install 'tolsel[report]'.",
        ) from error
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("tolsel.picturing", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(values)
