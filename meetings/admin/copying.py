"""The page on which a new convening is made after the last one, with a look beforehand."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from meetings.domain import copying
from meetings.domain.copies import Copy, WantedSession, Wishes
from meetings.domain.naming import convening_name, day_of_the_week
from meetings.domain.sessions import proposed_slug, session_code
from meetings.enums import Format, Part
from meetings.models import Convening, Session
from meetings.records.access import reach_of
from meetings.records.admin.forms import RecordForm
from meetings.records.admin.pages import record_page
from meetings.records.domain import editions, journal
from meetings.records.enums import Level, Way

PLACE = ["starts_on", "ends_on", "city_en", "country", "venue_en", "time_zone", "slug"]
A_MONTH = 31  # days; what is longer is hardly meant
EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)
A_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CopyForm(RecordForm):
    """Dates and place of the new convening, and which sessions it is to have."""

    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=A_DAY)
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=A_DAY,
        required=False,
        help_text=gettext_lazy("Empty: not recorded."),
    )
    with_format = forms.BooleanField(required=False)
    with_limit = forms.BooleanField(required=False)

    class Meta:
        model = Convening
        fields = PLACE

    def __init__(self, source: Convening, user: Any, *args: Any, **options: Any) -> None:
        self.source = source
        self.sessions = list(source.sessions.in_convening_order().select_related("convening"))
        options["initial"] = _like(source)
        super().__init__(*args, **options)
        self.label_suffix = ""
        self.fields["city_en"].required = True
        self.fields["city_en"].label = _("City (English)")
        self.fields["venue_en"].label = _("Venue (English)")
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Leave it empty to have it proposed.")
        self._offer_format()
        bodies = reach_of(user).bodies(Level.EDITOR)
        ordinals = copying.next_ordinals(self.sessions)
        for session in self.sessions:
            if bodies is None or session.body_id in bodies:
                self._offer(session, ordinals[session.pk])

    def _offer_format(self) -> None:
        """What is announced anew each time is copied on request only, and if it is recorded."""
        source = self.source
        if source.format == Format.NOT_RECORDED:
            del self.fields["with_format"]
        else:
            self.fields["with_format"].label = _("Copy the format, too: %(format)s") % {
                "format": source.get_format_display()
            }
        if source.in_person_limit is None:
            del self.fields["with_limit"]
        else:
            self.fields["with_limit"].label = _("Copy the room limit, too: %(limit)d") % {
                "limit": source.in_person_limit
            }

    def _offer(self, session: Session, ordinal: int) -> None:
        """Three fields for a session."""
        named = {"session": session_code(session)}
        self.fields[f"copy_{session.pk}"] = forms.BooleanField(
            required=False, initial=True, label=_("Copy %(session)s") % named
        )
        self.fields[f"ordinal_{session.pk}"] = forms.IntegerField(
            min_value=1,
            max_value=999,
            required=False,
            initial=ordinal,
            label=_("Number of the session after %(session)s") % named,
        )
        self.fields[f"part_{session.pk}"] = forms.ChoiceField(
            choices=Part.choices,
            required=False,
            initial=Part.REGULAR,
            label=_("Part of the session after %(session)s") % named,
        )

    @property
    def place(self) -> list[forms.BoundField]:
        """The fields of dates and place."""
        return [self[name] for name in PLACE]

    @property
    def ticks(self) -> list[forms.BoundField]:
        """What is copied on request only."""
        return [self[name] for name in ("with_format", "with_limit") if name in self.fields]

    @property
    def rows(self) -> Iterator[tuple[Session, str, list[forms.BoundField]]]:
        """Each session of the source with its fields; without any it is out of reach."""
        for session in self.sessions:
            names = [f"{name}_{session.pk}" for name in ("copy", "ordinal", "part")]
            fields = [self[name] for name in names if name in self.fields]
            yield session, session_code(session), fields

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("starts_on", "ends_on"):
            if (day := data.get(name)) and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("This day is too far away."))
        if not data.get("slug") and data.get("starts_on") and "slug" not in self.errors:
            slug = f"{data['starts_on']:%Y-%m-%d}-{slugify(data.get('city_en') or '')}"
            data["slug"] = slug[:80].strip("-")
        self.wanted = list(self._wanted(data))
        if not self.wanted and not self.errors:
            self.add_error(None, _("Tick at least one session: a convening is of sessions."))
        return data

    def _wanted(self, data: dict[str, Any]) -> Iterator[WantedSession]:
        """The sessions that are ticked; each is refused if it is on record, or ticked twice."""
        taken: set[tuple[int, int, str]] = set()
        for session in self.sessions:
            if not data.get(f"copy_{session.pk}"):
                continue
            field = f"ordinal_{session.pk}"
            ordinal, part = data.get(field), data.get(f"part_{session.pk}") or Part.REGULAR
            if not ordinal:
                if field not in self.errors:
                    self.add_error(field, _("Enter the number of the session."))
                continue
            key = (session.body_id, ordinal, part)
            if key in taken or _is_on_record(session, ordinal, part):
                self.add_error(field, _("This session of the body is on record already."))
            taken.add(key)
            yield WantedSession(session, ordinal, part)

    def wishes(self) -> Wishes:
        """What the form asks for, once it is found valid."""
        data = self.cleaned_data
        return Wishes(
            slug=data["slug"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            city=data["city_en"] or "",
            venue=data["venue_en"] or "",
            country=data["country"],
            time_zone=data["time_zone"],
            sessions=self.wanted,
            with_format=data.get("with_format", False),
            with_limit=data.get("with_limit", False),
        )


@record_page(
    "meetings.Convening",
    "copy",
    title=gettext_lazy("Start a new one from this"),
    level=Level.EDITOR,
    one_change=False,
)
def copy_convening(model_admin: Any, request: HttpRequest, convening: Any) -> HttpResponse:
    """The form; sent, a look at what will be made; sent again unchanged, the new convening."""
    form = CopyForm(convening, request.user, request.POST or None)
    copy = copying.planned(convening, form.wishes()) if form.is_valid() else None
    seen = request.POST.get("seen", "")
    if copy and seen == copy.fingerprint and "make" in request.POST:
        made = _made(request, convening, copy)
        if made:
            return HttpResponseRedirect(
                reverse("admin:meetings_convening_overview", args=[made.pk])
            )
        form.add_error(None, _("Someone else entered one of these sessions a moment ago."))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Start a new convening from the last one"),
        "subtitle": convening_name(convening),
        "opts": model_admin.opts,
        "convening": convening,
        "form": form,
        "copy": copy,
        "copy_name": convening_name(copy.convening) if copy else "",
        "changed_since": bool(copy and seen and seen != copy.fingerprint),
        "warnings": list(_warnings(convening, copy)) if copy else [],
    }
    return TemplateResponse(request, "admin/workbench/copy.html", context)


def _made(request: HttpRequest, source: Convening, copy: Copy) -> Convening | None:
    """The new convening; None if somebody was quicker."""
    try:
        with (
            journal.made(Way.COPY, by=request.user, detail=convening_name(source)),
            editions.raised_once(),
        ):
            made = copying.make(copy)
    except IntegrityError:
        return None
    sentence = ngettext(
        "The convening is entered as a draft, with %(sessions)d session, its agenda and its "
        "sittings.",
        "The convening is entered as a draft, with %(sessions)d sessions, their agendas and their "
        "sittings.",
        len(copy.sessions),
    )
    messages.success(request, sentence % {"sessions": len(copy.sessions)})
    return made


def _warnings(source: Convening, copy: Copy) -> Iterator[str]:
    """What is to be looked at before the convening is made."""
    for day in copy.days_at_the_weekend:
        yield _("%(day)s is not a working day, but has sittings.") % {"day": day_of_the_week(day)}
    if copy.sittings_outside:
        yield ngettext(
            "%(number)d sitting would be after the last day.",
            "%(number)d sittings would be after the last day.",
            copy.sittings_outside,
        ) % {"number": copy.sittings_outside}
    if copy.convening.city != source.city:
        if copy.convening.venue == source.venue != "":
            yield _("The city is another one; the venue is still that of the last convening.")
        if copy.convening.time_zone == source.time_zone:
            yield _("The city is another one; the time zone is still %(zone)s.") % {
                "zone": source.time_zone
            }
    if copy.sittings_left_out or copy.entries_left_out:
        yield _(
            "Left out, since it was cancelled or moved, or is of sessions that are not copied: "
            "%(sittings)d sittings, %(entries)d entries."
        ) % {"sittings": copy.sittings_left_out, "entries": copy.entries_left_out}
    if dated := sum(item.names_a_year for item in copy.items):
        yield ngettext(
            "%(number)d title names a year: look whether it is the last one’s.",
            "%(number)d titles name a year: look whether it is the last one’s.",
            dated,
        ) % {"number": dated}


def _like(source: Convening) -> dict[str, Any]:
    """The form as it is first shown: a year on, at the same place, as long."""
    first = copying.proposed_first_day(source, timezone.now().date())
    length = source.length_in_days
    return {
        "starts_on": first,
        "ends_on": first + timedelta(days=length - 1) if length and length <= A_MONTH else None,
        "city_en": source.city_en,  # type: ignore[attr-defined]
        "venue_en": source.venue_en,  # type: ignore[attr-defined]
        "country": source.country,
        "time_zone": source.time_zone,
    }


def _is_on_record(session: Session, ordinal: int, part: str) -> bool:
    """Whether the number or the address of the session to come is taken."""
    same = Session.objects.filter(body=session.body_id, ordinal=ordinal, part=part)
    address = Session.objects.filter(slug=proposed_slug(session.body, ordinal, part))
    return same.exists() or address.exists()
