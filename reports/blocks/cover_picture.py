"""The cover's picture: each year's funding as a row of blocks, one for each line."""

from reports.blocks.funding_table import main_ledger
from reports.charts.layout import cover_bands

SHADES = 6


def bands(context):
    """Bands in mm for the 3 latest years up to the report's; empty without funding.

    A year whose total is not known is left out, because its blocks would be incomplete.
    """
    ledger = main_ledger(context)
    if ledger is None:
        return []
    leaves = [code for code, _depth in ledger.walk() if not ledger.children[code]]
    shades = {code: index % SHADES for index, code in enumerate(leaves)}
    rows = []
    years = [year for year in ledger.years if year <= context.year]
    for year in [year for year in years if ledger.total(year).gbp is not None][-3:]:
        amounts = [(ledger.amount(code, year).gbp, shades[code]) for code in leaves]
        rows.append((year, [(gbp, shade) for gbp, shade in amounts if gbp]))
    return cover_bands([row for row in rows if row[1]])
