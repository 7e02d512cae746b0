"""An answer as it is kept, and as it is sent again."""

from dataclasses import dataclass
from typing import Self

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from uncac_portal.edition_cache import codings

# Of one who asked, not of the page: nobody else is told how often they have asked.
OF_ONE_WHO_ASKED = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole page: its headers, and its body in one coding."""

    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, response: HttpResponseBase) -> Self | None:
        """What anyone else would be answered, too; None if nobody else is to be.

        That is an error, what is sent piece by piece, and what was made for one reader.
        """
        if response.status_code != 200 or response.cookies:
            return None
        if not isinstance(response, HttpResponse):
            return None
        headers = {name: value for name, value in response.items() if name not in OF_ONE_WHO_ASKED}
        return cls(headers, response.content)

    @property
    def size(self) -> int:
        """About how many bytes it takes to keep it."""
        return len(self.body) + sum(map(len, self.headers.values())) + 2_000

    @property
    def plain(self) -> "Answer":
        """The same without a coding."""
        coding = self.headers.get("Content-Encoding", codings.PLAIN)
        if not coding:
            return self
        return self._saying(codings.expanded(self.body, coding))

    def coded(self, coding: str) -> "Answer":
        """The same in the coding, or without any if it is no text or gets no shorter by it."""
        plain = self.plain
        if not coding or not codings.is_worth_it(plain.headers["Content-Type"], plain.body):
            return plain
        body = codings.compressed(plain.body, coding)
        return self._saying(body, coding) if len(body) < len(plain.body) else plain

    def _saying(self, body: bytes, coding: str = codings.PLAIN) -> "Answer":
        headers = {n: value for n, value in self.headers.items() if n != "Content-Encoding"}
        headers["Content-Length"] = str(len(body))
        return Answer(headers | ({"Content-Encoding": coding} if coding else {}), body)

    def response(self, request: HttpRequest) -> HttpResponse:
        """It, sent once more; to whoever asks for the head alone, without its body."""
        body = self.body if request.method == "GET" else b""
        return HttpResponse(body, headers=self.headers)

    def put_into(self, response: HttpResponse) -> None:
        """Have a response say this instead."""
        response.content = self.body
        for name, value in self.headers.items():
            response.headers[name] = value
