"""Records that tokens refer to by code, read once for all tokens of a report.

Only records that the report's partnership can use: its own, those of its CSPs and those
of the partnerships in its police area.
"""

from collections import defaultdict
from collections.abc import Callable

from django.db.models import Model, Prefetch, Q, QuerySet

from funding.models import Fund, FundingLine, MonitoringReturn
from partnership.models import (
    Area,
    Group,
    Partner,
    Partnership,
    Post,
    RelatedPlan,
    Tenure,
)
from priorities.models import CommissionersPlan, Measure, Objective, Priority
from reports.figures.grammar import Token
from reports.figures.lookups import nearest


def around(partnership) -> Q:
    """Partnerships whose records a partnership can use."""
    return (
        Q(pk=partnership.pk)
        | Q(county_partnership=partnership.pk)
        | Q(police_area=partnership.police_area_id)
    )


def groups_of(partnership) -> QuerySet:
    """Groups of these partnerships, and those of no partnership, such as a panel."""
    theirs = Q(partnership__in=Partnership.objects.filter(around(partnership)))
    return Group.objects.filter(theirs | Q(partnership__isnull=True))


def _posts(partnership):
    tenures = Tenure.objects.select_related("person").order_by("-from_on", "pk")
    return [
        Post.objects.filter(Q(group__isnull=True) | Q(group__in=groups_of(partnership)))
        .select_related("group", "partner")
        .prefetch_related(Prefetch("tenures", tenures))
    ]


def _priorities(partnership):
    theirs = Partnership.objects.filter(around(partnership))
    rows = Priority.objects.filter(partnership__in=theirs)
    return [rows.select_related("partnership").prefetch_related("strands")]


def _plans(partnership):
    theirs = Partnership.objects.filter(around(partnership))
    return [
        CommissionersPlan.objects.filter(area=partnership.police_area_id),
        RelatedPlan.objects.filter(partnership__in=theirs),
    ]


Reader = Callable[[Partnership], list[QuerySet]]
QUERIES: dict[str, Reader] = {
    "area": lambda p: [Area.objects.all()],
    "fund": lambda p: [
        Fund.objects.filter(Q(settlements__partnership=p) | Q(lines__partnership=p))
    ],
    "group": lambda p: [groups_of(p)],
    "line": lambda p: [FundingLine.objects.filter(partnership=p)],
    "measure": lambda p: [Measure.objects.all()],
    "objective": lambda p: [Objective.objects.filter(plan__area=p.police_area_id)],
    "partner": lambda p: [Partner.objects.all()],
    "partnership": lambda p: [Partnership.objects.filter(around(p))],
    "plan": _plans,
    "post": _posts,
    "priority": _priorities,
}


# Kinds whose name in messages is not their name in the grammar.
LABELS = {"line": "funding line"}


class RecordDirectory:
    """One report's records by kind and code; each kind is read at most twice."""

    def __init__(self, partnership: Partnership, tokens: list[Token]):
        self.partnership, self.tokens = partnership, tokens
        self.rows: dict[str, dict[str, Model]] = defaultdict(dict)
        self.read_kinds: set[str] = set()
        self.complete_kinds: set[str] = set()

    def find(self, kind: str, code: str):
        """The record with a code. Raises TokenError with the nearest code."""
        if kind not in self.read_kinds:
            self.read_kinds.add(kind)
            self._read(kind, {word for t in self.tokens for word in t.arguments})
        if code not in self.rows[kind]:
            self.all(kind)
        if code not in self.rows[kind]:
            nearest(code, self.rows[kind], f"{LABELS.get(kind, kind)} with the code")
        return self.rows[kind][code]

    def all(self, kind: str) -> dict[str, Model]:
        """Every record of a kind that can be used."""
        if kind not in self.complete_kinds:
            self.complete_kinds.add(kind)
            self._read(kind)
        return self.rows[kind]

    def returns(self) -> dict[tuple[str, int, str], MonitoringReturn]:
        """Monitoring returns of the partnership's funding lines, read once."""
        if "return" not in self.complete_kinds:
            self.complete_kinds.add("return")
            rows = MonitoringReturn.objects.filter(line__partnership=self.partnership)
            self.return_rows = {
                (row.line.code, row.year, row.kind): row
                for row in rows.select_related("line").with_submitted_answers()
            }
        return self.return_rows

    def _read(self, kind, codes=None):
        for rows in QUERIES[kind](self.partnership):
            if codes is not None:
                rows = rows.filter(code__in=codes)
            for row in rows.distinct():
                self.rows[kind].setdefault(row.code, row)
