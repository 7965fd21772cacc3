"""Money carried forward: in and out, its parts, its line, and where it is told."""

from partnership.core.values.financial_years import label
from partnership.core.values.money import pounds
from partnership.models import Group, Partner
from reports.checks.finding import stop, warn
from reports.checks.money import told
from reports.checks.outlined import place_of
from reports.checks.registry import check
from reports.text.shared_queries import all_of


def place(draft) -> str:
    return place_of(draft, "carried_forward", "funding_table", "returns_table")


def _carried(draft):
    """Money carried into the document’s year or an earlier one, by its code."""
    ledger, years = told(draft)
    if not years:
        return []
    rows = [row for row in ledger.carried.values() if row.to_year <= draft.year]
    return sorted(rows, key=lambda row: (row.from_year, row.code))


@check(
    "carried-parts",
    "Money carried on that differs from what was carried in",
    "Readers cannot follow a sum that changes its size on the way.",
)
def parts_follow_from_the_whole(draft):
    rows = _carried(draft)
    for whole in rows:
        parts = [row for row in rows if row.part_of_id == whole.pk]
        for part in parts:
            if part.from_year != whole.to_year:
                yield stop(
                    f"What was carried into {label(whole.to_year)} is carried on from "
                    f"{label(part.from_year)}.",
                    f"Carry it on from {label(whole.to_year)}.",
                    section=place(draft),
                    row=part,
                )
        amounts = [part.amount_gbp for part in parts]
        if not parts or whole.amount_gbp is None or None in amounts:
            continue
        yield from _difference(draft, whole, sum(amounts))


def _difference(draft, whole, onward):
    carried = f"{pounds(whole.amount_gbp)} carried into {label(whole.to_year)}"
    if onward > whole.amount_gbp:
        yield stop(
            f"Of {carried}, {pounds(onward)} was carried on, which is more.",
            "Correct one of the two amounts.",
            section=place(draft),
            row=whole,
        )
    elif onward < whole.amount_gbp and not whole.note:
        yield warn(
            f"Of {carried}, {pounds(onward)} was carried on. Nothing says what became "
            f"of the other {pounds(whole.amount_gbp - onward)}.",
            "Say in the note of the sum carried what was spent, and on what.",
            section=place(draft),
            row=whole,
        )


@check(
    "carried-not-told",
    "Money carried into the year that the document leaves out",
    "What could be spent in the year was more than the grant.",
)
def carried_money_is_told(draft):
    if place_of(draft, "carried_forward"):
        return
    ledger, years = told(draft)
    if draft.year not in years:
        return
    for row in _carried(draft):
        into_the_year = row.to_year == draft.year and row.amount_gbp is not None
        if into_the_year and not _is_told(draft, row):
            yield warn(
                f"{pounds(row.amount_gbp)} was carried from {label(row.from_year)} "
                f"into {label(row.to_year)}; the total of "
                f"{ledger.total(draft.year).words} is the grant alone.",
                f"Tell it in words, with [=carried {row.code}].",
                section=place(draft),
                row=row,
                about=row.code,
                offer=f"[=carried {row.code}]",
                offer_words=pounds(row.amount_gbp),
            )


def _is_told(draft, row):
    return any(f"[=carried {row.code}" in words.raw for words in draft.words)


@check(
    "carried-on-another-line",
    "Money carried on the line of one body and spent by another",
    "The line seems to have got money that went elsewhere.",
)
def carried_money_stands_on_its_line(draft):
    rows = _carried(draft)
    if not rows:
        return
    bodies = [row.name for row in [*all_of(draft, Partner), *all_of(draft, Group)]]
    ledger, _years = told(draft)
    for row in rows:
        line = ledger.lines[row.line.code]
        if line.recipient is None:
            continue
        own = {line.label.lower(), line.recipient.name.lower()}
        named = [name for name in bodies if name.lower() in row.purpose.lower()]
        named = [name for name in named if name.lower() not in own]
        if named:
            yield warn(
                f"{pounds(row.amount_gbp) if row.amount_gbp else 'Money'} carried from "
                f"{label(row.from_year)} stands on the line “{line.label}”; its "
                f"purpose names {max(named, key=len)}.",
                "Move it to the line of the body that has it, or say in its note why "
                "it stands there.",
                section=place(draft),
                row=row,
                about=row.code,
            )
