"""Money carried forward: its parts, its funding line, and its place in the text."""

from partnership.core.values.financial_years import label
from partnership.core.values.money import pounds
from partnership.models import Group, Partner
from reports.checks.funding import ledger_of
from reports.checks.issue import error, warning
from reports.checks.outline_queries import place_of
from reports.checks.registry import check
from reports.text.shared_queries import all_of


def place(draft) -> str:
    return place_of(draft, "carried_forward", "funding_table", "returns_table")


def _carried(draft):
    """Money carried into the document’s year or an earlier one, by its code."""
    ledger, years = ledger_of(draft)
    if not years:
        return []
    rows = [row for row in ledger.carried.values() if row.to_year <= draft.year]
    return sorted(rows, key=lambda row: (row.from_year, row.code))


@check("carry-forward")
def parts_follow_from_the_whole(draft):
    rows = _carried(draft)
    for whole in rows:
        parts = [row for row in rows if row.part_of_id == whole.pk]
        for part in parts:
            if part.from_year != whole.to_year:
                yield error(
                    f"Money carried forward to {label(whole.to_year)} is next "
                    f"carried forward from {label(part.from_year)}.",
                    f"Correct the first year to {label(whole.to_year)}.",
                    section=place(draft),
                    row=part,
                )
        amounts = [part.amount_gbp for part in parts]
        if not parts or whole.amount_gbp is None or None in amounts:
            continue
        yield from _difference(draft, whole, sum(amounts))


def _difference(draft, whole, onward):
    carried = f"{pounds(whole.amount_gbp)} carried forward to {label(whole.to_year)}"
    if onward > whole.amount_gbp:
        yield error(
            f"{pounds(onward)} was carried forward again, more than the {carried}.",
            "Correct one of these amounts.",
            section=place(draft),
            row=whole,
        )
    elif onward < whole.amount_gbp and not whole.note:
        yield warning(
            f"{pounds(onward)} of the {carried} was carried forward again. "
            "There is no explanation for the other "
            f"{pounds(whole.amount_gbp - onward)}.",
            "Explain in the note what was spent, and on what.",
            section=place(draft),
            row=whole,
        )


@check("carry-forward")
def carried_money_is_in_the_text(draft):
    ledger, years = ledger_of(draft)
    is_table = bool(place_of(draft, "carried_forward"))
    for row in _carried(draft) if draft.year in years and not is_table else ():
        into_the_year = row.to_year == draft.year and row.amount_gbp is not None
        if into_the_year and not _is_in_text(draft, row):
            yield warning(
                f"{pounds(row.amount_gbp)} was carried forward from "
                f"{label(row.from_year)} to {label(row.to_year)}. The total of "
                f"{ledger.total(draft.year).words} does not include it.",
                "Insert this amount in the text.",
                section=place(draft),
                row=row,
                about=row.code,
                replacement=f"[=carried {row.code}]",
                replacement_label=pounds(row.amount_gbp),
            )


def _is_in_text(draft, row):
    return any(f"[=carried {row.code}" in words.raw for words in draft.words)


@check("carry-forward")
def carried_money_is_on_its_line(draft):
    # Only if the money is in a table, and from the document’s own years.
    is_table = bool(place_of(draft, "carried_forward"))
    ledger, _years = ledger_of(draft)
    for row in _carried(draft) if is_table else ():
        name = _named_instead(draft, ledger.lines[row.line.code], row.purpose)
        if name and row.to_year >= draft.year - 1 and not row.note:
            amount = pounds(row.amount_gbp) if row.amount_gbp else "Money"
            yield warning(
                f"{amount} carried forward from {label(row.from_year)} is on the line "
                f"“{row.line.label}”, but its purpose names {name}.",
                "Move it to the right line, or explain it in the note.",
                section=place(draft),
                row=row,
                about=row.code,
            )


def _named_instead(draft, line, purpose) -> str:
    """The organisation that a purpose names, if it is not the line’s own."""
    if line.recipient is None:
        return ""
    own = {line.label.lower(), line.recipient.name.lower()}
    names = [row.name for row in all_of(draft, Partner)]
    names += [row.name for row in all_of(draft, Group)]
    named = [name for name in names if name.lower() in purpose.lower()]
    return max((name for name in named if name.lower() not in own), key=len, default="")
