"""The source that somebody names by its short name, its address or a document symbol."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.utils.text import slugify
from django.utils.translation import gettext as _

from meetings.models import Document
from meetings.records.enums import SourceKind
from meetings.records.models import Citation, Record, Source
from meetings.symbols import SymbolError, parse


class NoSuchSource(ValueError):
    """Neither a source nor a document is on record under what was typed; says so in words."""


@dataclass(frozen=True)
class Support:
    """A source, perhaps not yet on record, and the place in it, that is to support facts."""

    source: Source
    locator: str = ""
    _already: dict[int, set[int]] = field(default_factory=dict, compare=False)

    @property
    def is_new(self) -> bool:
        """Whether the source has first to be added."""
        return self.source.pk is None

    def lacks(self, record: Record, fields: list[str]) -> bool:
        """Whether the source is not yet cited for these facts of the record."""
        if self.is_new or record.pk is None:
            return True
        kind = ContentType.objects.get_for_model(type(record))
        if kind.pk not in self._already:
            made = Citation.objects.filter(source=self.source, record_type=kind)
            cited = made.values_list("record_id", "fields")
            self._already[kind.pk] = {
                pk for pk, names in cited if not names or set(fields) <= set(names)
            }
        return record.pk not in self._already[kind.pk]

    def cite(self, record: Record, fields: list[str]) -> None:
        """Cite the source for these facts of the record, unless it is."""
        if self.is_new:
            self.source.save()
        if self.lacks(record, fields):
            Citation(record=record, source=self.source, locator=self.locator, fields=fields).save()


def source_called(words: str) -> Source:
    """The source of that short name, address or symbol; of a document on record, one to be added.

    NoSuchSource where there is none, or where several sources fit.
    """
    words = words.strip()
    symbol = _symbol_of(words)
    for fitting in (
        Source.objects.filter(slug=words),
        Source.objects.filter(url=words),
        Source.objects.filter(symbol__in=[words, symbol]).exclude(symbol=""),
    ):
        found = list(fitting[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise NoSuchSource(
                _("Several sources fit “%(words)s”: enter the short name of one.")
                % {"words": words}
            )
    document = Document.objects.filter(symbol=symbol).first() if symbol else None
    if document is None:
        raise NoSuchSource(
            _("Neither a source nor a document “%(words)s” is on record.") % {"words": words}
        )
    return _source_of(document)


def _source_of(document: Document) -> Source:
    slug = slugify(document.symbol.replace("/", "-").replace(".", "-"))[:70]
    while Source.objects.filter(slug=slug).exists():
        slug += "-2"
    return Source(
        slug=slug,
        kind=SourceKind.DOCUMENT,
        publisher="United Nations",
        title=document.title[:500] or document.symbol,
        symbol=document.symbol[:60],
        published_on=document.issued_on,
    )


def _symbol_of(words: str) -> str:
    try:
        return str(parse(words))
    except SymbolError:
        return ""
