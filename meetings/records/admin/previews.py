"""The preview: public pages as they will be, for staff, with links that stay in the preview."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.text import capfirst

from meetings.records.admin.standings import preview_url
from meetings.records.domain.previews import as_if_published, is_shown, page_at
from meetings.records.labels import label_of
from meetings.records.models import Publishable

PAGE, WITH = "page", "with"  # in the address: which page, and which statuses as if published
LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")')
FORM = re.compile(r"<form\b[^>]*>")
ACTION = re.compile(r'\saction="([^"]*)"')
SCRIPT = re.compile(r"<script\b[^>]*\ssrc=[^>]*>\s*</script>")


@dataclass(frozen=True)
class Preview:
    """A record that is shown as if some of its statuses were published, and the page of it."""

    record: Publishable
    parts: tuple[str, ...]
    page: str

    @property
    def url(self) -> str:
        """The address of the preview without its page."""
        return preview_url(self.record)

    def url_of(self, address: str, parts: Iterable[str] | None = None) -> str:
        """The address at which the preview shows a page."""
        page, place = urldefrag(address)
        asked = [(PAGE, page), *((WITH, part) for part in (self.parts if parts is None else parts))]
        return f"{self.url}?{urlencode(asked)}{'#' + place if place else ''}"


def preview_page(model_admin: Any, request: HttpRequest, record: Any) -> HttpResponse:
    """A public page as anybody would be answered if these parts of the record were published.

    Raises Http404 if no page of the portal can be at the address.
    """
    preview = _asked(request, record)
    with as_if_published(record, preview.parts, by=request.user):
        page = page_at(request, preview.page)
    if "Location" in page.headers:
        page.headers["Location"] = preview.url_of(urljoin(preview.page, page.headers["Location"]))
    if page.headers.get("Content-Type", "").startswith("text/html"):
        page.content = _marked(page.content.decode(), preview).encode()
    page.headers["Cache-Control"] = "no-store, private"
    page.headers["X-Robots-Tag"] = "noindex"
    return page


def _asked(request: HttpRequest, record: Any) -> Preview:
    asked = request.GET.copy()
    named = asked.pop(WITH, [])
    page = (asked.pop(PAGE, None) or [urldefrag(record.get_absolute_url()).url])[-1]
    if more := asked.urlencode():  # from a form on the page
        page += f"{'&' if urlsplit(page).query else '?'}{more}"
    parts = [part for part in record.statuses() if part in named] if named else record.statuses()
    return Preview(record, tuple(parts), page)


def _marked(html: str, preview: Preview) -> str:
    """The page with a note on top that it is a preview, with its links, and without its scripts."""
    html = SCRIPT.sub("", html)
    html = LINK.sub(_link_to(preview), html)
    html = FORM.sub(lambda found: _form(found[0], preview), html)
    note = render_to_string("admin/publication/preview_note.html", _note(preview))
    style = render_to_string("admin/publication/preview_style.html")
    html = html.replace("</head>", f"{style}</head>", 1)
    return re.sub(r"<body[^>]*>", lambda found: found[0] + note, html, count=1)


def _link_to(preview: Preview) -> Callable[[re.Match[str]], str]:
    def linked(found: re.Match[str]) -> str:
        address = unescape(found[2])
        target = _target(preview.page, address)
        if address.startswith("#") or not is_shown(target):
            return found[0]
        return f"{found[1]}{escape(preview.url_of(target))}{found[3]}"

    return linked


def _form(tag: str, preview: Preview) -> str:
    """A form of the page that asks the preview."""
    action = ACTION.search(tag)
    own = preview.page.partition("?")[0]
    target = _target(own, unescape(action[1])) if action else own
    if not is_shown(target):
        return tag
    kept = [(PAGE, target), *((WITH, part) for part in preview.parts)]
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in kept
    )
    return f'{ACTION.sub("", tag)[:-1]} action="{escape(preview.url)}">{fields}'


def _target(page: str, address: str) -> str:
    """Where a link on the page leads; to nowhere if it makes no sense."""
    try:
        return urljoin(page, address)
    except ValueError:
        return ""


def _note(preview: Preview) -> dict[str, Any]:
    record = preview.record
    options = record._meta
    every = record.statuses()
    return {
        "name": label_of(record),
        "form": f"admin:{options.app_label}_{options.model_name}_change",
        "key": record.pk,
        "choices": [
            {
                "label": capfirst(str(label)),
                "is_shown": part in preview.parts,
                "url": preview.url_of(preview.page, _without(part, preview.parts, every)),
            }
            for part, label in every.items()
            if part != "status"
        ],
        "page": preview.page,
    }


def _without(part: str, parts: Iterable[str], every: Iterable[str]) -> list[str]:
    """The parts with this one taken out, or put in."""
    chosen = set(parts) ^ {part}
    return [name for name in every if name in chosen]
