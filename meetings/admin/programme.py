"""Sittings and what they take up."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext_lazy as _

from meetings.domain.naming import convening_name
from meetings.domain.programme import items_of_other_convenings
from meetings.models import AgendaItem, Convening, ProgrammeEntry, Sitting
from meetings.records.admin.base import (
    TranslatedRecordAdmin,
    TranslatedTabularInline,
    limit_choices,
)
from meetings.records.admin.citations import CitationInline
from meetings.records.admin.facts import ChoicesInABox
from meetings.records.admin.fields import in_all_languages
from meetings.records.admin.forms import RecordForm
from meetings.records.admin.ways import Contains, within

HOURS = ("starts_at", "ends_at")
