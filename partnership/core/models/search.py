"""The search index of the public pages."""

from django.db import models


class SearchEntryQuerySet(models.QuerySet):
    def choices(self) -> tuple[list, list, list]:
        """The kinds and the owners, each with its name, and the years, latest first."""
        about = "kind", "kind_name", "owner", "owner_name", "year"
        rows = self.order_by().values_list(*about).distinct()
        kinds, owners, years = set(), set(), set()
        for kind, kind_name, owner, owner_name, year in rows:
            kinds.add((kind_name, kind))
            owners |= {(owner_name, owner)} if owner else set()
            years |= {year} if year is not None else set()
        named = [
            [(code, name) for name, code in sorted(names)] for names in (kinds, owners)
        ]
        return *named, sorted(years, reverse=True)


class SearchEntry(models.Model):
    """One passage that readers can find: a section of a document, or a page.

    `source` names what it was made from, `url` is the page, `anchor` the id of the
    passage in it. `owner` is the code of the partnership it is about. Entries are
    rebuilt from what is published, so they have no history. The database's own
    full-text index is beside this table: see `partnership.core.search.index`.
    """

    source = models.CharField(max_length=320, db_index=True)
    kind = models.SlugField(max_length=60)
    kind_name = models.CharField(max_length=80)
    url = models.CharField(max_length=300)
    anchor = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=300)
    section = models.CharField(max_length=300, blank=True)
    body = models.TextField()
    year = models.PositiveSmallIntegerField(null=True)
    owner = models.CharField(max_length=80, blank=True)
    owner_name = models.CharField(max_length=160, blank=True)
    is_draft = models.BooleanField(default=False)
    records = models.TextField(
        blank=True, help_text="The kind and key of each record that it prints, by line."
    )

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        ordering = ["pk"]
        indexes = [
            # All of what `choices` reads, without the texts.
            models.Index(
                fields=["kind", "kind_name", "owner", "owner_name", "year", "is_draft"],
                name="searchentry_choices",
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.section}" if self.section else self.title

    @staticmethod
    def records_text(records) -> str:
        """Records, each a kind and a key, as stored; `printing` finds them."""
        lines = "".join(f"{kind} {key}\n" for kind, key in sorted(records))
        return f"\n{lines}" if lines else ""

    @classmethod
    def printing(cls, kind, key):
        """The passages of documents that print a record."""
        return cls.objects.filter(records__contains=f"\n{kind} {key}\n")

    @property
    def address(self):
        return f"{self.url}#{self.anchor}" if self.anchor else self.url
