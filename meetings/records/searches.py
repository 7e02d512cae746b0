"""What search engines are asked to leave alone."""

from typing import TypeVar

from django.http.response import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def unlisted(response: Response, is_example: bool) -> Response:
    """The answer; one that holds what was invented asks to be left out of searches.

    Pages say so in their heads; what is no page can say it in its headers only.
    """
    if is_example:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
