"""Rules about sources: what is on record and rests on none."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, Model, OuterRef
from django.utils.translation import gettext as _

from meetings.domain.checks.subjects import SOURCES
from meetings.models import AgendaItem, Convening, Document, ProgrammeEntry, Session, Sitting
from meetings.records.checks import Examined, Found, Gravity, place_of, rule
from meetings.records.models import Citation

# Each kind of record with its way to the convening.
OF_MEETINGS: Sequence[tuple[type[Model], str]] = (
    (Convening, "pk"),
    (Session, "convening"),
    (AgendaItem, "session__convening"),
    (Sitting, "convening"),
    (ProgrammeEntry, "convening"),
    (Document, "sessions__convening"),
)


@rule(SOURCES, Gravity.INFORMATION)
def meetings_without_source(examined: Examined) -> Iterator[Found]:
    """What is stated of a meeting has a source."""
    return without_source(examined, OF_MEETINGS)


def without_source(examined: Examined, kinds: Sequence[tuple[type[Model], str]]) -> Iterator[Found]:
    """One finding for each convening and kind of record of which some cite nothing."""
    types = ContentType.objects.get_for_models(*(model for model, _path in kinds))
    for model, path in kinds:
        for convening, found in _uncited(model, path, types[model], examined.ids).items():
            words = _("sources: %(kind)s without a source: %(number)d") % {
                "kind": model._meta.verbose_name_plural,
                "number": len(found),
            }
            yield Found(convening, words, _place(model, found, convening))


def _uncited(
    model: type[Model], path: str, kind: ContentType, convenings: list[int]
) -> dict[int, set[int]]:
    """The numbers of the records that cite nothing, by convening."""
    cited = Citation.objects.filter(record_type=kind, record_id=OuterRef("pk"))
    found: dict[int, set[int]] = defaultdict(set)
    records = model._default_manager.filter(~Exists(cited), **{f"{path}__in": convenings})
    for convening, number in (
        records.order_by().annotate(of_convening=F(path)).values_list("of_convening", "pk")
    ):
        found[convening].add(number)
    return found


def _place(model: type[Model], found: set[int], convening: int) -> str:
    return place_of(model, found, **({} if model is Convening else {"convening": convening}))
