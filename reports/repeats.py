"""What outlines repeat their sections over: funding lines, one section for each."""

from funding.models import Line
from reports.kinds.base import Item


def funded_lines(context) -> list[Item]:
    """Lines that got money of their own in the report's year, in print order."""
    lines = (
        Line.objects.filter(
            partnership=context.partnership,
            allocations__settlement__year=context.year,
            allocations__amount_gbp__isnull=False,
        )
        .select_related("recipient", "recipient_partnership")
        .prefetch_related("measures", "allocations__settlement", "allocations__lead")
        .order_by("order", "code")
    )
    return [Item(line.code, line.label, line, level=3) for line in lines]
