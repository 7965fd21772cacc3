"""What outlines repeat sections for: lines, grants, topics and priorities."""

from django.db.models import Exists, OuterRef, Prefetch

from funding.models import Allocation, FundingLine
from reports.blocks.funding_table import main_ledger
from reports.blocks.results_table import newest
from reports.blocks.returns_table import returns_of
from reports.document_types.outline import OutlineItem
from reports.models.contributions import areas_with_contributions


def funded_lines(context) -> list[OutlineItem]:
    """Funding lines with their own amount in the report's year, in print order.

    A subtotal is not included if its lines have amounts, and neither is money that was
    taken back. The subject is the line, with that year's allocation and the lines it
    includes.
    """
    ledger = main_ledger(context)
    allocations = Allocation.objects.filter(settlement__year=context.year)
    led = allocations.select_related(
        "settlement", "lead__person", "lead__post__group", "lead__post__partner"
    )
    below = allocations.filter(line__parent=OuterRef("pk"), amount_gbp__isnull=False)
    included = allocations.prefetch_related("line__measures").select_related("line")
    lines = (
        FundingLine.objects.filter(
            partnership=context.partnership,
            allocations__settlement__year=context.year,
            allocations__amount_gbp__gte=0,
            fund=ledger.fund if ledger else None,
        )
        .filter(~Exists(below))
        .select_related("recipient", "recipient_partnership")
        .prefetch_related(
            "measures",
            Prefetch("allocations", led),
            Prefetch("included_allocations", included),
        )
        .order_by("order", "code")
    )
    return [OutlineItem(line.code, line.label, line, level=3) for line in lines]


def reported_lines(context) -> list[OutlineItem]:
    """Funded lines whose recipient has sent an account, or that have a result."""
    return [item for item in funded_lines(context) if _is_reported(context, item)]


def without_report(context) -> list[OutlineItem]:
    """One item for all other funded lines, its subject; none if there are none."""
    lines = [
        item.subject
        for item in funded_lines(context)
        if not _is_reported(context, item)
    ]
    title = "Other grants"
    return [OutlineItem("no-report", title, lines, level=3)] if lines else []


def _is_reported(context, item) -> bool:
    row = returns_of(context).get(item.subject.code)
    return bool(row and row.narrative) or bool(newest(context, item.subject))


def other_funds(context) -> list[OutlineItem]:
    """The funds of the year besides the main one, by name; the subject is the Fund.

    An officer hides the sections of funds that the document should not show.
    """
    main = main_ledger(context)
    ledgers = sorted(
        context.resolver.ledgers.values(), key=lambda ledger: ledger.fund.name
    )
    return [
        OutlineItem(f"fund-{ledger.fund.code}", ledger.fund.name, ledger.fund, level=3)
        for ledger in ledgers
        if ledger is not main
        and any(y <= context.last_year for y in ledger.settlements)
    ]


def led_grants(context) -> list[OutlineItem]:
    """Grants of the report's year with an amount and a strategic lead, in print order.

    Those of the main fund come first. The subject is the Allocation; its line has the
    measures it reports on.
    """
    grants = (
        Allocation.objects.filter(
            settlement__partnership=context.partnership,
            settlement__year=context.year,
            amount_gbp__gte=0,
            lead__isnull=False,
        )
        .select_related(
            "line",
            "settlement",
            "in_line",
            "lead__person",
            "lead__post__group",
            "lead__post__partner",
        )
        .prefetch_related("line__measures")
        .order_by("line__order", "line__code")
    )
    ledger = main_ledger(context)
    main = ledger.fund.pk if ledger else None
    rows = sorted(grants, key=lambda row: row.settlement.fund_id != main)
    return [OutlineItem(row.line.code, row.line.label, row, level=3) for row in rows]


def topics(context) -> list[OutlineItem]:
    """Topics besides the grants: passages whose key starts with `topic.`.

    The subject is the Tenure that signs, or None. `topic.preventing-radicalisation`
    is titled “Preventing radicalisation” unless its section has a title.
    """
    found = []
    for key, passage in sorted(context.passages.items()):
        section, _, name = key.partition(".")
        if section == "topic" and name:
            title = name.replace("-", " ").capitalize()
            found.append(OutlineItem(name, title, passage.signed_by, level=3))
    return found


def contributions(context) -> list[OutlineItem]:
    """An item for each county, followed by one for each partnership in it."""
    found = []
    for group in areas_with_contributions(context):
        found.append(
            OutlineItem(f"area-{group.area.code}", group.area.name, group, level=3)
        )
        found += [
            OutlineItem(row.partnership.code, row.partnership.name, row, level=4)
            for row in group.contributions
        ]
    return found


def year_priorities(context) -> list[OutlineItem]:
    """The priorities of the report's year, in their order and agreed wording."""
    return [
        OutlineItem(row.code, row.full_title, row, level=3)
        for row in context.priorities_of(context.year)
    ]
