"""Data for the dashboard: steps of the year, what is due, and meetings ahead."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from funding.models import MonitoringReturn
from funding.queries.ledger import Ledger
from partnership.core.models.registry import record_type_of
from partnership.core.values import financial_years
from partnership.core.values.dates import day
from partnership.core.values.formatting import listed
from partnership.core.values.missing import Reason
from partnership.models import Partnership
from partnership.models.wording import Word, local, terms
from priorities.models import Observation, Priority
from reports.models import Report
from reports.public.queries import AGREEMENTS

DONE, GOING, NEEDED, LATER = "Completed", "In progress", "Action needed", "Not due yet"
NONE = "None recorded"
TONES = {DONE: "green", GOING: "blue", NEEDED: "orange", LATER: "grey", NONE: "grey"}
# The session key for the year that an officer is working on.
CHOSEN_YEAR = "working-on"
# Counting more would read all figures on a large site.
MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Step:
    """One step of the year: its state, and the fact behind it."""

    name: str
    state: str
    fact: str
    address: str

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def needs_action(self) -> bool:
        return self.state == NEEDED


def working_year(reports, today: dt.date) -> int:
    """The current year, or the latest year with a document if that is earlier."""
    newest = max((report.year for report in reports), default=None)
    this = financial_years.of(today)
    return this if newest is None or newest > this else newest


def list_of(model) -> str:
    """The URL of a model's list in the staff area."""
    record = record_type_of(model)
    return record.list_url if record else reverse("records:index")


def steps(
    home: Partnership, year: int, ledgers: list[Ledger], papers, items
) -> list[Step]:
    """The 6 steps of a partnership's year, in order.

    `ledgers` have its settlements, and `items` are what is due.
    """
    found = {
        local("{assessment.start}"): _assessment(year, items),
        local("{priority.plural_start}"): _priorities(home, year),
        local("{allocation.plural_start}"): _allocations(year, ledgers),
        agreement_term(home).short_start: _agreement(home, year, papers),
        "Returns": _returns(home, year),
        "Committee papers": _committee(home, year, papers),
    }
    return [Step(name, *result) for name, result in found.items()]


# Each returns the state of its step, the fact behind it and where to go.


def _assessment(year, items):
    rows = Observation.objects.filter(
        measure__is_assessed=True, ends_on__gte=financial_years.first_day(year - 2)
    ).order_by("-ends_on")
    address = list_of(Observation)
    newest = rows.values_list("ends_on", flat=True).first()
    if newest is None:
        return NEEDED, "No figures from the last 2 years", address
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    more = f"more than {MOST_COUNTED:,}" if count > MOST_COUNTED else f"{count:,}"
    figures = "1 figure" if count == 1 else f"{more} figures"
    fact = f"{figures}, latest to {day(newest)}"
    first = financial_years.first_day(year)
    before = [item for item in items if item.assessed_on and item.assessed_on < first]
    if late := sum(len(item.areas) for item in before if item.by < item.today):
        return GOING, f"{fact}; {late} still due", reverse("staff:figures_due")
    return DONE, fact, address


def _priorities(home, year):
    rows = Priority.objects.of(home, year)
    count = rows.count()
    address = list_of(Priority)
    if not count:
        return NEEDED, "None added for this year", address
    led = rows.filter(strands__leads__isnull=False).distinct().count()
    if led < count:
        fact = f"{count - led} of {count} have no lead"
        return GOING, fact, address
    return DONE, f"{count} agreed", address


def _allocations(year, ledgers):
    if not ledgers:
        address = (
            f"{reverse('funding:rollover')}?year={financial_years.label(year - 1)}"
        )
        return NEEDED, "No settlement added for this year", address
    tables = [
        reverse("funding:allocations_table", args=[ledger.settlements[year].pk])
        for ledger in ledgers
    ]
    lacking = [open_lines(ledger, year) for ledger in ledgers]
    if number := sum(lacking):
        first = next(
            table for table, open_ in zip(tables, lacking, strict=True) if open_
        )
        lines = "1 line has" if number == 1 else f"{number} lines have"
        return NEEDED, f"{lines} no amount", first
    for ledger, table in zip(ledgers, tables, strict=True):
        if reason := ledger.settlements[year].split_reason:
            fact = f"{ledger.fund}: split between lines {Reason(reason).label}"
            return GOING, fact, table
        if not any(when == year for _line, when in ledger.allocations):
            return NEEDED, f"{ledger.fund}: no lines added for this year", table
        total, shared = ledger.total(year), ledger.sum_of_lines(year)
        is_known = None not in (total.gbp, shared.gbp)
        is_explained = ledger.settlements[year].difference_explained
        if is_known and total.gbp != shared.gbp and not is_explained:
            fact = f"{ledger.fund}: {shared.words} of {total.words} allocated"
            return GOING, fact, table
    totals = listed([ledger.total(year).words for ledger in ledgers])
    return DONE, f"{totals} allocated", tables[0]


def open_lines(ledger: Ledger, year: int) -> int:
    """How many lines have no amount in a year: not yet decided or not given."""
    return sum(
        row.amount_gbp is None
        and row.reason in {Reason.NOT_YET_DECIDED, Reason.NOT_GIVEN}
        for (_line, when), row in ledger.allocations.items()
        if when == year
    )


def agreement_term(home: Partnership) -> Word:
    """Return the term for the document that the partnership must publish by law."""
    is_county = home.kind == Partnership.Kind.COUNTY
    return terms.agreement if is_county else terms.partnership_plan


def agreement_of(home: Partnership, year: int, papers) -> Report | None:
    """The partnership's agreement or plan for a year, among all its documents.

    The year's own is preferred to one that covers several years.
    """
    found = [
        paper
        for paper in papers
        if paper.partnership_id == home.pk
        and paper.document_type in AGREEMENTS
        and paper.year <= year <= (paper.last_year or paper.year)
    ]
    return max(found, key=lambda paper: paper.year, default=None)


def _agreement(home, year, papers):
    found = agreement_of(home, year, papers)
    if found is None:
        address = reverse("records:add", args=[record_type_of(Report)])
        return NEEDED, "None added for this year", address
    state = DONE if found.status == Report.Status.PUBLISHED else GOING
    address = reverse("editor:report", args=[found.pk])
    return state, found.get_status_display(), address


def _returns(home, year):
    found = MonitoringReturn.objects.filter(
        line__partnership=home, year=year
    ).aggregate(
        requested=Count("pk"), received=Count("pk", filter=Q(received_on__isnull=False))
    )
    address = list_of(MonitoringReturn)
    if not found["requested"]:
        return _nothing_yet(year, "None requested", address)
    state = DONE if found["received"] == found["requested"] else GOING
    fact = f"{found['received']} of {found['requested']} received"
    return state, fact, address


def _committee(home, year, papers):
    own = [paper for paper in papers if paper.partnership_id == home.pk]
    found = [paper for paper in own if paper.presented_to_id and paper.year == year]
    address = list_of(Report)
    if not found:
        return _nothing_yet(year, "None added", address)
    last = max(found, key=lambda paper: paper.dated_on or dt.date.min)
    published = sum(p.status == Report.Status.PUBLISHED for p in found)
    state = DONE if published == len(found) else GOING
    when = f", {day(last.dated_on)}" if last.dated_on else ""
    return state, f"{last.presented_to}{when}", address


def _nothing_yet(year, fact, address):
    """The state of a step with nothing recorded; it differs once the year has ended."""
    if financial_years.last_day(year) < timezone.localdate():
        return NONE, f"{fact}, and the year has ended", address
    return LATER, f"{fact} yet", address


def meetings(papers, today: dt.date) -> list[Report]:
    """Papers for upcoming committee meetings, the next first."""
    coming = [
        paper
        for paper in papers
        if paper.presented_to_id and paper.dated_on and paper.dated_on >= today
    ]
    return sorted(coming, key=lambda paper: paper.dated_on)
