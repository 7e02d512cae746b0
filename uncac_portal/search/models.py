"""The index: what of the record can be found, and by which words, names and facets."""

from django.db import models

from uncac_portal.search.fields import WordsField


class Entry(models.Model):
    """A public record as the search knows it. Whatever is not of the record has no entry."""

    kind = models.CharField(max_length=20)  # the name of its table: "sessions", "statements"
    record_id = models.PositiveBigIntegerField()
    day = models.DateField(null=True)  # when it happened, for the mild preference of the recent
    # Its kind and all its facets, a line for each value: what is counted, read with the entry.
    profile = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id"], name="one_entry_per_record")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class EntryFacet(models.Model):
    """A value that an entry has in a facet: `topic`, `asset-recovery`. By it entries are found."""

    entry = models.ForeignKey(
        Entry,
        on_delete=models.CASCADE,
        related_name="facets",
        db_index=False,  # the constraint below has one
        db_constraint=False,  # there are very many, written and deleted with their entries only
    )
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "name", "value"], name="facet_value_once_per_entry"
            )
        ]
        indexes = [models.Index(fields=["name", "value", "entry"])]

    def __str__(self) -> str:
        return f"{self.name}:{self.value}"


class EntryName(models.Model):
    """What an entry is called in full, as the search compares it: a title, symbol, code, acronym.

    Who types exactly that gets the entry first.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="names")
    key = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="name_once_per_entry")]
        indexes = [models.Index(fields=["key", "entry"])]

    def __str__(self) -> str:
        return self.key


class EntryWords(models.Model):
    """The words of an entry, in the table of the engine, which each engine makes and fills."""

    entry = models.OneToOneField(
        Entry,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_column="rowid",
        db_constraint=False,
        related_name="indexed",
    )
    words = WordsField(db_column="search_words")  # FTS5 calls its whole row by its own name

    class Meta:
        managed = False
        db_table = "search_words"

    def __str__(self) -> str:
        return f"words of {self.pk}"


class IndexState(models.Model):
    """The one row that says how the whole index was last built."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    fingerprint = models.CharField(max_length=64)  # of the code that decides what is indexed

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_index_only")]

    def __str__(self) -> str:
        return self.fingerprint
