"""Contributions: missing, late, of another year, without figures or progress."""

from partnership.core.values.dates import day
from partnership.core.values.financial_years import label
from partnership.core.values.missing import Reason
from reports.checks.finding import stop, warn
from reports.checks.outlined import listed, number_of, place_of
from reports.checks.registry import check
from reports.models.contributions import (
    PartnershipContribution,
    areas_with_contributions,
)


def parts_of(draft) -> list[PartnershipContribution]:
    """Every partnership’s part of a document that is made of contributions."""
    if not place(draft):
        return []
    return [
        part
        for group in areas_with_contributions(draft.context)
        for part in group.contributions
    ]


def place(draft) -> str:
    return place_of(draft, "contributions_table")


@check(
    "contribution-missing",
    "Contributions that are missing or came late",
    "The update is the partnerships’ own; a missing one is asked for in the room.",
)
def contributions_are_there(draft):
    for part in parts_of(draft):
        row, name = part.contribution, part.partnership
        if part.is_missing and (row is None or not row.body_reason):
            yield stop(
                f"There is no contribution from {name}, and nothing says why.",
                "Ask for it, or choose the reason why there is none.",
                section=place(draft),
                row=row or name,
            )
        elif part.is_missing:
            yield warn(
                f"There is no contribution from {name} "
                f"({Reason(row.body_reason).label}).",
                "Ask once more, or leave it with what was tried.",
                section=name.code,
                row=row,
            )
        elif row.due_on and row.received_on and row.received_on > row.due_on:
            yield warn(
                f"The contribution from {name} was due on {day(row.due_on)} and came "
                f"on {day(row.received_on)}.",
                "Look whether it was read in time.",
                section=name.code,
                row=row,
            )


@check(
    "contribution-of-another-year",
    "Contributions about another year, or with priorities of another plan",
    "Years that are mixed look like progress where there was none.",
)
def contributions_are_of_the_year(draft):
    for part in parts_of(draft):
        if part.is_of_another_year:
            yield warn(
                f"The contribution from {part.partnership} is about "
                f"{label(part.year)}, not {label(part.asked_of)}.",
                f"Ask for {label(part.asked_of)}, or leave it with the reason.",
                section=part.partnership.code,
                row=part.contribution,
            )
        past = [row for row in part.priorities if row.to_year < draft.year]
        if past and not part.is_of_another_year:
            last = max(row.to_year for row in past)
            yield warn(
                f"The priorities that {part.partnership} names ended with "
                f"{label(last)}.",
                f"Enter its priorities for {label(draft.year)}.",
                section=part.partnership.code,
                row=past[0],
            )


@check(
    "contribution-without-priorities",
    "Contributions without priorities, or with nothing on them",
    "What was done means little if it is not held against what was agreed.",
)
def contributions_answer_to_priorities(draft):
    parts = [part for part in parts_of(draft) if not part.is_missing]
    none = [part for part in parts if not part.priorities]
    if none:
        yield warn(
            f"{number_of(len(none), 'contribution')} of {len(parts)} "
            f"{'names' if len(none) == 1 else 'name'} no priorities: "
            f"{listed(str(part.partnership) for part in none)}.",
            "Ask each for its priorities and their years.",
            section=place(draft),
            row=none[0].contribution,
        )
    silent = []
    for part in parts:
        bare = [row for row in part.priorities if not part.has_progress_on(row)]
        if bare and len(bare) == len(part.priorities):
            silent.append(part)
        elif bare:
            yield warn(
                f"{part.partnership} reports nothing on {len(bare)} of "
                f"{len(part.priorities)} priorities: "
                f"{listed(row.title for row in bare)}.",
                "Ask what came of them, or choose the reason why nothing is told.",
                section=part.partnership.code,
                row=bare[0],
            )
    if silent:
        yield warn(
            f"{number_of(len(silent), 'contribution')} of {len(parts)} "
            f"{'lists' if len(silent) == 1 else 'list'} priorities and "
            f"{'says' if len(silent) == 1 else 'say'} nothing of what came of them: "
            f"{listed((str(part.partnership) for part in silent), 20)}.",
            "Ask each for progress on its priorities.",
            section=place(draft),
            row=silent[0].contribution,
        )


@check(
    "contribution-off-its-priorities",
    "What is told under no priority, or priorities that stand under no theme",
    "Work that serves no agreed priority, and priorities that serve none of the "
    "Commissioner’s, want a word of explanation.",
)
def contributions_keep_to_their_priorities(draft):
    parts = [part for part in parts_of(draft) if part.priorities]
    adrift = {part.partnership: _adrift(part) for part in parts}
    adrift = {name: rows for name, rows in adrift.items() if rows}
    if adrift:
        told = (f"{name} ({len(rows)})" for name, rows in adrift.items())
        yield warn(
            f"Achievements stand under none of the partnership’s own priorities: "
            f"{listed(told, 20)}.",
            "Choose the priority that each served, if there is one.",
            section=place(draft),
            row=next(iter(adrift.values()))[0],
        )
    loose = [part for part in parts if not any(map(_has_theme, part.priorities))]
    if loose:
        yield warn(
            f"None of the priorities says which theme or objective it belongs to: "
            f"{listed((str(part.partnership) for part in loose), 20)}.",
            "Choose the theme, or the Commissioner’s objective, of each priority.",
            section=place(draft),
            row=loose[0].priorities[0],
        )


def _adrift(part):
    own = {row.pk for row in part.priorities}
    return [row for row in part.achievements if row.priority_id not in own]


def _has_theme(priority):
    return bool(priority.theme or list(priority.objectives.all()))


@check(
    "contribution-without-figures",
    "Contributions without a single figure",
    "Words alone cannot be held against last year’s.",
)
def contributions_have_figures(draft):
    parts = [part for part in parts_of(draft) if not part.is_missing]
    bare = [part for part in parts if not _has_figure(part)]
    if bare:
        yield warn(
            f"{number_of(len(bare), 'contribution')} of {len(parts)} "
            f"{'tells' if len(bare) == 1 else 'tell'} no figure: "
            f"{listed((str(part.partnership) for part in bare), 20)}.",
            "Ask each for the figures behind what it tells.",
            section=place(draft),
            row=bare[0].contribution,
        )


def _has_figure(part):
    return any("[=value" in text or "[=change" in text for text in part.texts)
