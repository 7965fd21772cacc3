"""District partnerships: priorities, addresses and work that a document lacks."""

from partnership.core.values.financial_years import label
from partnership.models import Partnership
from priorities.models import Priority
from reports.checks.finding import warn
from reports.checks.outlined import listed, number_of, place_of
from reports.checks.registry import check
from reports.text.shared_queries import (
    all_of,
    by_key,
)


def csps_of(draft) -> list[Partnership]:
    """The county’s district partnerships of the year, with their websites."""
    return draft.context.csps


def _priorities(draft) -> list[Priority]:
    """What the district partnerships agreed for the year."""
    partnerships = by_key(draft, Partnership)
    return [
        row
        for row in all_of(draft, Priority)
        if row.from_year <= draft.year <= row.to_year
        and partnerships[row.partnership_id].county_partnership_id
        == draft.partnership.pk
    ]


def _each(csps, what, cure, section):
    """One finding for all district partnerships that lack something."""
    if csps:
        yield warn(
            f"{what} {number_of(len(csps), 'district partnership')}: "
            f"{listed(map(str, csps))}.",
            cure,
            section=section,
            row=csps[0],
        )


@check(
    "district-not-told",
    "District partnerships without priorities, an address or any work",
    "A section on the districts that leaves some out promises more than it holds.",
)
def districts_are_told(draft):
    if place := place_of(draft, "csp_table"):
        planned = {row.partnership_id for row in _priorities(draft)}
        yield from _each(
            [csp for csp in csps_of(draft) if csp.pk not in planned],
            f"No priorities for {label(draft.year)} are kept of",
            "Enter the priorities of each district’s plan.",
            place,
        )
        yield from _each(
            [csp for csp in csps_of(draft) if not csp.websites.all()],
            "No address is kept of",
            "Enter where the plan of each can be read.",
            place,
        )
    if place := place_of(draft, "district_achievements"):
        told = {
            row.partnership_id for row in draft.context.achievements_in(draft.year - 1)
        }
        csps = [csp for csp in csps_of(draft) if csp.pk not in told]
        if len(csps) < len(csps_of(draft)):
            yield from _each(
                csps,
                f"Nothing is reported for {label(draft.year - 1)} of",
                "Ask each what it did, and enter it under its own name.",
                place,
            )


@check(
    "participation-not-known",
    "Shared priorities of which nobody says who takes part",
    "A strategy of several partnerships says which of them does what.",
)
def participation_is_known(draft):
    place = place_of(draft, "participation_table")
    if place:
        taking_part = {row.partnership_id for row in _priorities(draft)}
        yield from _each(
            [csp for csp in csps_of(draft) if csp.pk not in taking_part],
            "Nothing says in which of the priorities they take part:",
            "Enter the shared priorities among those of each that takes part.",
            place,
        )
