"""Fixture entries in short."""

from collections.abc import Iterable
from typing import Any

from meetings.records.domain.seeding import Outcome, Report

Entry = dict[str, Any]


def source(slug: str = "wco", **fields: Any) -> Entry:
    named = {"slug": slug, "kind": "news", "title": "WCO participates", "status": "published"}
    return {"model": "records.source", "fields": named | fields}


def body(code: str = "IRG", **fields: Any) -> Entry:
    named = {
        "code": code,
        "slug": code.lower(),
        "name_en": "Review Group",
        "short_name_en": "Review Group",
    }
    return {"model": "meetings.body", "fields": named | fields}


def week(citations: Iterable[Entry] = (), **fields: Any) -> Entry:
    named = {
        "slug": "2021-09-06-vienna",
        "starts_on": "2021-09-06",
        "ends_on": "2021-09-10",
        "city_en": "Vienna",
        "status": "published",
    }
    entry = {"model": "meetings.convening", "fields": named | fields}
    return entry | {"citations": list(citations)} if citations else entry


def session(**fields: Any) -> Entry:
    named = {
        "slug": "irg-12",
        "body": ["irg"],
        "ordinal": 12,
        "convening": ["2021-09-06-vienna"],
    }
    return {"model": "meetings.session", "fields": named | fields}


def item(slug: str, **fields: Any) -> Entry:
    named = {"session": ["irg-12"], "slug": slug, "title_en": slug.capitalize()}
    return {"model": "meetings.agendaitem", "fields": named | fields}


def officer(key: str = "chair", **fields: Any) -> Entry:
    named = {"convening": ["2021-09-06-vienna"], "role": "chair", "person": ["someone"]}
    return {"model": "delegations.officer", "key": key, "fields": named | fields}


def title(**fields: Any) -> Entry:
    named = {"officer": {"key": "chair"}, "title_en": "President"}
    return {"model": "delegations.officertitle", "key": "chair-1", "fields": named | fields}


def topic(slug: str) -> Entry:
    return {"model": "meetings.topic", "fields": {"slug": slug, "name_en": slug.capitalize()}}


def outcomes(report: Report) -> dict[Outcome, int]:
    """What came of the entries, without what came of none."""
    return {outcome: report.total(outcome) for outcome in Outcome if report.total(outcome)}
