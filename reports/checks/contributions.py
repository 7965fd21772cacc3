"""Contributions: missing, late, about another year, without figures or progress."""

from partnership.core.values.dates import day
from partnership.core.values.financial_years import label
from partnership.core.values.missing import Reason
from partnership.models.wording import terms, worded
from reports.checks.gaps import Gap, listed, report
from reports.checks.issue import Issue, error, warning
from reports.checks.outline_queries import place_of
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


def _received(draft) -> list[PartnershipContribution]:
    return [part for part in parts_of(draft) if not part.is_missing]


def _partnership(part) -> str:
    return str(part.partnership)


@check("contribution-missing")
def contributions_are_there(draft):
    for part in parts_of(draft):
        if part.is_missing:
            yield _missing(draft, part)
        elif _is_late(part.contribution):
            row = part.contribution
            yield warning(
                f"The contribution from {part.partnership} was due on "
                f"{day(row.due_on)} and received on {day(row.received_on)}.",
                "Correct the date, or accept this warning if it was read in time.",
                section=part.partnership.code,
                row=row,
            )


def _is_late(row) -> bool:
    return bool(row.due_on and row.received_on and row.received_on > row.due_on)


def _missing(draft, part) -> Issue:
    row, name = part.contribution, part.partnership
    if row is None or not row.body_reason:
        return error(
            f"No contribution from {name} and no reason given.",
            "Ask for it, or select a reason there is none.",
            section=place(draft),
            row=row or name,
        )
    return warning(
        f"No contribution from {name} ({Reason(row.body_reason).label}).",
        "Ask again, or accept this warning and say what you tried.",
        section=name.code,
        row=row,
    )


@check("contribution-of-another-year")
def contributions_are_of_the_year(draft):
    found = [
        (part, text) for part in parts_of(draft) if (text := _other_year(part, draft))
    ]
    gap = Gap(
        found, "contribution", "about another year", lambda item: item[1], most=20
    )
    for part, _text in found:
        yield from report(
            gap,
            hint=f"Ask for contributions for {label(draft.year)}, or accept this "
            "warning.",
            section=part.partnership.code,
            row=part.contribution,
            about=listed((text for _part, text in found), 20),
        )


def _other_year(part, draft) -> str:
    """“Mill Vale CSP (2013-14)”; empty if it is about the year that was asked for."""
    if part.is_of_another_year:
        return f"{part.partnership} ({label(part.year)})"
    past = [row.to_year for row in part.priorities if row.to_year < draft.year]
    return (
        f"{part.partnership} ({terms.priority.plural} to {label(max(past))})"
        if past
        else ""
    )


@check("contribution-incomplete")
def contributions_answer_to_priorities(draft):
    parts = _received(draft)
    silent = [part for part in parts if part.priorities and _silent(part)]
    whole = [part for part in silent if len(_silent(part)) == len(part.priorities)]
    yield from report(
        _gap(
            [part for part in parts if not part.priorities],
            worded("with no {priority.plural}"),
        ),
        _gap(whole, worded("with no progress on any {priority}")),
        *(_partly(part) for part in silent if part not in whole),
        hint=worded(
            "Ask for their {priority.plural} and results, or record the reason."
        ),
        section=place(draft),
    )


def _gap(parts, fault) -> Gap:
    return Gap(
        parts,
        "contribution",
        fault,
        name=_partnership,
        most=20,
        at=lambda part: {"row": part.contribution},
    )


def _partly(part) -> Gap:
    return Gap(
        _silent(part),
        worded("{priority}|{priority.plural}"),
        f"of {len(part.priorities)} with no progress from {part.partnership}",
        name=lambda row: row.title,
        at=lambda row: {"row": part.contribution},
    )


def _silent(part) -> list:
    return [row for row in part.priorities if not part.has_progress_on(row)]


@check("contribution-incomplete")
def contributions_have_figures(draft):
    parts = _received(draft)
    yield from report(
        _gap(
            [part for part in parts if not _has_figure(part)],
            f"of {len(parts)} with no figures",
        ),
        hint="Ask each for figures.",
        section=place(draft),
    )


def _has_figure(part):
    return any("[=value" in text or "[=change" in text for text in part.texts)


@check("priority-not-linked")
def contributions_keep_to_their_priorities(draft):
    parts = _with_priorities(draft)
    yield from report(
        Gap(
            list(filter(_without_agreed_priority, parts)),
            "partnership",
            worded("with achievements that do not support an agreed {priority}"),
            name=lambda part: (
                f"{part.partnership} ({len(_without_agreed_priority(part))})"
            ),
            most=20,
            at=lambda part: {"row": _without_agreed_priority(part)[0]},
        ),
        hint=worded(
            "Select the {priority} that each achievement supports, if there is one."
        ),
        section=place(draft),
    )


@check("priority-not-linked")
def contributed_priorities_have_a_subject(draft):
    parts = _with_priorities(draft)
    yield from report(
        Gap(
            [part for part in parts if not any(map(_has_subject, part.priorities))],
            "partnership",
            worded("with no subject or {objective.short} for any {priority}"),
            name=_partnership,
            most=20,
            at=lambda part: {"row": part.priorities[0]},
        ),
        hint=worded(
            "Enter the subject of each {priority}, or select the "
            "{commissioner.short}’s {objective.short} that it supports."
        ),
        section=place(draft),
    )


def _with_priorities(draft) -> list[PartnershipContribution]:
    return [part for part in parts_of(draft) if part.priorities]


def _without_agreed_priority(part):
    own = {row.pk for row in part.priorities}
    return [row for row in part.achievements if row.priority_id not in own]


def _has_subject(priority):
    return bool(priority.theme or list(priority.objectives.all()))
