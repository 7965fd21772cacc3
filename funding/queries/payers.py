"""Who pays into a fund."""

from collections import defaultdict
from collections.abc import Iterable

from funding.models import Instalment, Settlement
from partnership.models import Partner


def pools(settlements: Iterable[Settlement]) -> dict[int, list[Partner]]:
    """All who pay into a fund in each year, if they are not Commissioners alone.

    Years in which nobody but the funder pays, or nobody is recorded, are left out.
    """
    found: dict[int, list[Partner]] = defaultdict(list)
    rows = Instalment.objects.filter(
        settlement__in=list(settlements), payer__isnull=False
    )
    for row in rows.order_by("number").select_related("payer", "settlement"):
        if row.payer not in found[row.settlement.year]:
            found[row.settlement.year].append(row.payer)
    return {
        year: payers
        for year, payers in found.items()
        if any(payer.kind != Partner.Kind.COMMISSIONER for payer in payers)
    }
