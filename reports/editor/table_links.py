"""Where the notes and figures of a section's tables are edited."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from partnership.core.values.financial_years import label
from reports import document_types
from reports.blocks import (
    carried_forward,
    funding_table,
    measure_table,
    results_table,
    target_table,
)
from reports.blocks.table import Table
from reports.document.tree import SectionNode
from reports.text.draft import Draft

# Tables with notes whose rows are records, with the slug and title of their list.
LISTS: dict[Callable, tuple[str, str]] = {
    carried_forward.collect: ("carry-forwards", "Carry-forwards"),
    measure_table.collect: ("observations", "Figures of measures"),
    results_table.collect: ("observations", "Figures of measures"),
    target_table.collect: ("targets", "Targets of measures"),
}


@dataclass(frozen=True)
class TableNotes:
    """One table: its label and caption, and links to where its rows are edited."""

    title: str
    places: list[tuple[str, str]]


def noted_tables(draft: Draft, section: SectionNode | None) -> list[TableNotes]:
    """The tables of a section that can have notes, from the draft already built."""
    found = []
    for block in section.blocks if section else []:
        if isinstance(block, Table) and (used := _use_of(draft, block.key)):
            if places := _places(draft, used):
                found.append(TableNotes(f"{block.label}: {block.caption}", places))
    return found


def _use_of(draft, key):
    """The block of the outline that made a table; repeated ones end with the item."""
    for section in document_types.of(draft.report).sections:
        for used in section.blocks:
            own = used.options.get("key")
            if own and (key == own or (section.over and key.startswith(f"{own}-"))):
                return used
    return None


def _places(draft, used) -> list[tuple[str, str]]:
    if used.collect is funding_table.collect:
        ledger = funding_table.main_ledger(draft.context, used.options.get("fund"))
        shown = funding_table.years_shown(
            ledger, draft.year, used.options.get("years", funding_table.YEARS)
        )
        return [
            (
                f"Lines of {label(year)}",
                reverse(
                    "funding:allocations_table", args=[ledger.settlements[year].pk]
                ),
            )
            for year in reversed(shown)
            if year in ledger.settlements
        ]
    if used.collect in LISTS:
        plural, words = LISTS[used.collect]
        return [(words, reverse("records:list", args=[plural]))]
    return []
