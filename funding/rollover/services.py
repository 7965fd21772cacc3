"""Set up the next year from this one, all at once: preview, save, and undo as a run."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from funding.models import Settlement
from funding.rollover.parts import PARTS
from funding.rollover.priorities import PriorityPart
from partnership.core.history.recording import Recorded, recording
from partnership.core.models.imports import ImportRun
from partnership.core.models.natural_keys import one_version
from partnership.core.models.registry import record_type_of
from partnership.core.pages.forms import error_links
from partnership.core.values import financial_years
from partnership.models import Membership, Partnership
from priorities.models import Priority

# How many records of one list a preview names.
MAX_NAMED = 12


def last_year(partnership) -> int | None:
    """Return the last year with a settlement or new priorities, or None.

    Once there is no settlement for two years, the last year with a document counts too.
    A settlement that was announced before its year counts once there is a document.
    Priorities of several years are those of the first: each of the others has to be set
    up.
    """
    own = {"partnership": partnership}
    others = {year for part in PARTS for year in part.years_of(partnership)}
    rows = Settlement.objects.filter(**own)
    if others:
        this = financial_years.of(timezone.localdate())
        rows = rows.filter(year__lte=max(*others, this))
    years = {*rows.values_list("year", flat=True)}
    settled = max(years, default=0)
    years |= {year for year in others if year > settled + 1}
    years |= {*Priority.objects.filter(**own).values_list("from_year", flat=True)}
    return max(years, default=None)


@dataclass
class Rollover:
    """What a partnership has in a year and can carry over to the next."""

    partnership: Partnership
    year: int
    posted: dict | None = None
    problems: list = field(default_factory=list)

    def __post_init__(self):
        self.next = self.year + 1
        every = [kind(self.partnership, self.year, self.posted) for kind in PARTS]
        self.parts = [part for part in every if part.forms]
        self.forms = [form for part in self.parts for form in part.forms]
        ending = PriorityPart.ending(every[PARTS.index(PriorityPart)])
        self.carried = list(
            ending.filter(later_links__later__from_year=self.next).distinct()
        )

    @property
    def memberships(self):
        """Memberships that end in the year; they are listed but not carried over."""
        return (
            Membership.objects.filter(
                group__partnership=self.partnership,
                to_on__gte=financial_years.first_day(self.year),
                to_on__lte=financial_years.last_day(self.year),
            )
            .select_related("group", "partner")
            .order_by("group__order", "partner__name")
        )

    @property
    def is_empty(self) -> bool:
        return not self.forms

    def is_valid(self) -> bool:
        """Validate the selected rows; errors in other rows are ignored."""
        for form in self.forms:
            form.is_valid()
            if not form.cleaned_data.get("carry"):
                form._errors = {}
            self.problems += error_links(form)
        return not self.problems

    def preview(self) -> list[tuple[str, int, list[str]]]:
        """Create everything and roll it back; return each list, its count and names."""
        with transaction.atomic():
            preview = [
                (title_of(model), len(rows), names_of(model, rows[:MAX_NAMED]))
                for model, rows in self._carry().rows_by_model().items()
            ]
            transaction.set_rollback(True)
        return preview

    def save(self, user) -> ImportRun | None:
        """Carry over the selected rows, all or nothing; None if there were none.

        Raises ValidationError if a record is invalid.
        """
        with transaction.atomic():
            made = self._carry().by_model()
            if not made:
                return None
            label = financial_years.label(self.next)
            run = ImportRun(user=user, title=f"Setting up {label}")
            for model, versions in made.items():
                run.remember(model, versions)
            before = [row[2] for rows in made.values() for row in rows]
            changed = len(before) - before.count(None)
            run.counts = {"new": before.count(None), "changed": changed}
            run.save()
        return run

    def _carry(self) -> Recorded:
        with transaction.atomic(), one_version(), recording() as made:
            for part in self.parts:
                for form in part.forms:
                    if form.cleaned_data.get("carry"):
                        part.carry(form)
        return made


def names_of(model, rows) -> list[str]:
    record = record_type_of(model)
    return [record.naming.history_title(row) if record else str(row) for row in rows]


def title_of(model) -> str:
    record = record_type_of(model)
    return record.title if record else str(model._meta.verbose_name_plural)
