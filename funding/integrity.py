"""Data checks of the funding app."""

from funding.queries.differences import payment_differences, year_differences
from funding.queries.ledger import read_ledgers
from partnership.core.models.integrity import integrity_check


@integrity_check
def lines_add_up():
    """Lines add up to subtotals and the settlement, or the difference is explained."""
    from partnership.core.values.financial_years import label
    from partnership.models import Partnership

    for partnership in Partnership.objects.filter(settlements__isnull=False).distinct():
        for ledger in read_ledgers(partnership).values():
            for year in ledger.years:
                for sentence in year_differences(ledger, year):
                    yield f"{ledger.fund}, {partnership}, {label(year)}: {sentence}"


@integrity_check
def payments_add_up():
    """Payments announced add up to their settlement, or the difference is explained."""
    from funding.models import Settlement

    paid = Settlement.objects.filter(instalments__isnull=False).distinct()
    rows = paid.select_related("fund", "partnership").prefetch_related("instalments")
    for settlement in rows:
        for sentence in payment_differences(settlement):
            yield f"{settlement}: {sentence}"


@integrity_check
def lines_keep_to_their_fund():
    """Allocations belong to the same fund and partnership as their line."""
    from django.db.models import F, Q

    from funding.models import Allocation

    rows = Allocation.objects.filter(
        ~Q(line__fund=F("settlement__fund"))
        | ~Q(line__partnership=F("settlement__partnership"))
    ).select_related("line", "settlement__fund", "settlement__partnership")
    for row in rows:
        yield (
            f"{row.line} is in settlement {row.settlement} but belongs to another fund "
            "or partnership."
        )
