"""Whoever asks a server over one connection: readers, and editors with the forms of the staff."""

import http.client
import time
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import import_module
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many milliseconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    took: float

    @property
    def edition(self) -> int:
        """The edition that the answer is of, as its tag says; 0 if it has none."""
        number = self.headers.get("etag", "").removeprefix("W/").strip('"').partition("-")[0]
        return int(number) if number.isdigit() else 0


class Visitor:
    """Asks for one address after another, and keeps the connection."""

    def __init__(self, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def get(self, address: str, **headers: str) -> Answer:
        """The answer at the address; a header `if_none_match` is sent as If-None-Match."""
        return self.ask(
            "GET", address, headers={n.replace("_", "-"): v for n, v in headers.items()}
        )

    def ask(
        self, method: str, address: str, *, body: str | None = None, headers: dict[str, str]
    ) -> Answer:
        """The answer to any request."""
        began = time.perf_counter()
        try:
            self.connection.request(method, address, body, headers)
            response = self.connection.getresponse()
            read = response.read()
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()  # the next request opens another
            raise
        took = (time.perf_counter() - began) * 1000
        told = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, told, read, took)


class Editor(Visitor):
    """Somebody of the staff who is signed in and changes records by their forms."""

    def __init__(self, url: str, user: Any) -> None:
        super().__init__(url)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.session = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    def save(self, address: str, **changes: str) -> Answer:
        """Open the form at the address, change the fields, and save it."""
        opened = self.ask("GET", address, headers={"Cookie": self.session})
        form = _Form(opened.body.decode())
        token = form.fields_by_name["csrfmiddlewaretoken"]
        fields = [(name, changes.get(name, value)) for name, value in form.fields]
        headers = {
            "Cookie": f"{self.session}; {opened.headers['set-cookie'].partition(';')[0]}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": token,
        }
        body = urlencode([*fields, ("_save", "Save")])
        return self.ask("POST", address, body=body, headers=headers)


class _Form(HTMLParser):
    """What a browser would send of the forms on a page, as they stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.select = self.textarea = ""
        self.feed(html)

    @property
    def fields_by_name(self) -> dict[str, str]:
        return dict(self.fields)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        kind, name = has.get("type", "text"), has.get("name", "")
        if tag == "input" and name and kind not in ("submit", "button", "file", "image"):
            if kind not in ("checkbox", "radio") or "checked" in has:
                self.fields.append((name, has.get("value", "on" if kind == "checkbox" else "")))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in has:
            self.fields.append((self.select, has.get("value", "")))
        elif tag == "textarea":
            self.textarea = name
            self.fields.append((name, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            name, text = self.fields[-1]
            self.fields[-1] = (name, text.removeprefix("\n"))
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            name, text = self.fields[-1]
            self.fields[-1] = (name, text + data)
