"""Next year's documents and committee papers, when the next year is set up."""

import datetime as dt
import re
from collections.abc import Iterable

from django.db.models import F, Model, Q
from django.urls import reverse

from funding.rollover.parts import Part, RowForm, has_ended, register
from partnership.core.models.hooks import LinkedText, next_steps
from partnership.core.models.imports import ImportRun
from partnership.core.values import financial_years
from partnership.core.values.date_input import DateField
from partnership.core.values.missing import Reason
from partnership.core.values.periods import years_later
from reports.assembly.carry_over import (
    CREATED,
    carry_over,
    unread,
    unread_recommendations,
)
from reports.models import Contribution, Report

A_YEAR = re.compile(r"[12][0-9]{3}-[0-9]{2}(?![0-9-])")
# Meetings are on the same day of the week, so a year later is 52 weeks later.
TO_NEXT_MEETING = dt.timedelta(weeks=52)


class DocumentForm(RowForm):
    """Whether to create the next document."""


class PaperForm(RowForm):
    """Whether to create the paper for the next meeting, and its date."""

    dated_on = DateField(
        label="Date of the meeting",
        error_messages={"required": "Enter the date of the meeting"},
    )


@register
class DocumentPart(Part):
    """Documents of the year, and those whose last year it is, without a next one."""

    title = "Documents"
    creates = (Report, Contribution, *CREATED)
    hint = (
        "Each new document starts with the text of the previous one. You then check "
        "and edit each section."
    )

    @classmethod
    def years_of(cls, partnership):
        return list(partnership.reports.values_list("year", flat=True))

    def rows(self):
        for row in self._documents():
            later = _later(row, self.year)
            if later is not None and not _exists(later):
                yield self._form(row, later)

    def _documents(self):
        last = Q(last_year=None) | Q(last_year__lte=F("year")) | Q(refreshes=None)
        known = Report.objects.known().filter(last, partnership=self.partnership)
        running = Q(year__lte=self.year, last_year__gte=self.year)
        return known.filter(Q(year=self.year) | running).order_by(
            "dated_on", "document_type", "pk"
        )

    def _form(self, row, later):
        shared = {"row": row, "prefix": f"document-{row.pk}"}
        if later.dated_on is None or not is_date(later.period):
            label = f"Create {later}"
            return DocumentForm(self.posted, legend=str(row), label=label, **shared)
        whom = f", {row.presented_to}" if row.presented_to_id else ""
        return PaperForm(
            self.posted,
            legend=f"{row}{whom}",
            label="Create the next paper",
            initial={"dated_on": later.dated_on},
            **shared,
        )

    def carry(self, form):
        later = _later(form.row, self.year)
        if dated_on := form.cleaned_data.get("dated_on"):
            later.dated_on, later.period = dated_on, dated_on.isoformat()
            later.year = financial_years.of(dated_on)
        self.save(later)
        # A refresh continues the newest version of its document.
        before = [row for row in form.row.versions if row.year < later.year]
        carry_over(later, before[-1] if before else form.row)
        for row in form.row.contributions.select_related("partnership"):
            if has_ended(row.partnership, later.year):
                continue
            due = row.due_on and years_later(row.due_on, 1)
            self.save(
                Contribution(
                    report=later,
                    partnership_id=row.partnership_id,
                    year=row.year + later.year - form.row.year,
                    order=row.order,
                    due_on=due,
                    body_reason=Reason.NOT_YET_DUE,
                )
            )


@next_steps
def documents_to_write(run: Model) -> Iterable[LinkedText]:
    """The documents that were created when a year was set up."""
    if not isinstance(run, ImportRun) or run.sha256:
        return
    made = run.versions.get(Report._meta.label_lower, [])
    new = [key for key, _version, before in made if before is None]
    rows = Report.objects.filter(pk__in=new).select_related("partnership", "template")
    for row in rows:
        if unread(row).exists() or unread_recommendations(row).exists():
            address = reverse("documents:carry_over", args=[row.pk])
            yield LinkedText(f"Review the text of {row}", address)
        else:
            yield LinkedText(f"Write {row}", reverse("editor:report", args=[row.pk]))


def is_date(period: str) -> bool:
    try:
        dt.date.fromisoformat(period)
    except ValueError:
        return False
    return True


def _later(row: Report, year: int) -> Report | None:
    """The document after one: next year's, a refresh, or that of the next years.

    A refresh is followed by that of its whole document, so it has none of its own.
    """
    if row.refreshes_id:
        return None
    last = row.last_year or row.year
    later = Report(
        document_type=row.document_type,
        partnership_id=row.partnership_id,
        year=year + 1,
        presented_to_id=row.presented_to_id,
        author_id=row.author_id,
        contact_id=row.contact_id,
    )
    if year < last:
        later.refreshes, later.period = row, financial_years.label(year + 1)
        return later
    if last > row.year:
        later.last_year = year + 1 + last - row.year
    if row.dated_on and is_date(row.period):
        later.dated_on = row.dated_on + TO_NEXT_MEETING
        later.period = later.dated_on.isoformat()
        return later
    years = financial_years.span(later.year, later.last_year)
    later.period = A_YEAR.sub(years, row.period, count=1)
    return None if later.period == row.period else later


def _exists(later: Report) -> bool:
    same = Report.objects.filter(
        document_type=later.document_type, partnership_id=later.partnership_id
    )
    period = Q(period=later.period)
    if later.dated_on:
        # The meeting may have been moved to another day of its month.
        near = dt.timedelta(weeks=4)
        period |= Q(
            dated_on__gte=later.dated_on - near,
            dated_on__lte=later.dated_on + near,
            presented_to_id=later.presented_to_id,
        )
    return same.filter(period).exists()
