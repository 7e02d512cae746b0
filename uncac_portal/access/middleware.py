"""Who is let into the administration."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from uncac_portal.access import second_factor

ADMINISTRATION = "/admin/"
# Where people sign in and look after their account, which ask for themselves who is there.
OPEN = tuple(f"{ADMINISTRATION}{page}/" for page in ("account", "login", "logout"))


class StaffOnlyMiddleware:
    """Lets staff into the administration, with a second factor where it is required.

    It stands before the pages, so it holds for every one of them, whatever is asked of it and
    whoever adds it: forms, lists, files, answers to scripts, addresses that do not exist.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not path.startswith(ADMINISTRATION) or path.startswith(OPEN):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        if not request.user.is_staff:
            raise PermissionDenied(_("Your account is not one of staff."))
        if second_factor.is_lacking(request):
            why = _("Set up a second factor first: the administration opens to nobody without.")
            messages.warning(request, why)
            return redirect("mfa_index")
        return self.get_response(request)
