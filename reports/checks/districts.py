"""District partnerships: missing priorities, web addresses and work."""

from partnership.core.models.dated import is_between
from partnership.core.values import financial_years
from partnership.core.values.financial_years import label
from partnership.models import Partnership
from partnership.models.wording import terms, worded
from priorities.models import Priority
from reports.checks.gaps import Gap, report
from reports.checks.outline_queries import place_of
from reports.checks.registry import check
from reports.text.shared_queries import all_of, by_key


def csps_of(draft) -> list[Partnership]:
    """The county’s district partnerships of the year, with their websites."""
    days = financial_years.first_day(draft.year), financial_years.last_day(draft.year)
    return [csp for csp in draft.context.csps if is_between(csp, *days)]


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


@check("group-incomplete")
def districts_are_covered(draft):
    csps, gaps = csps_of(draft), []
    if place_of(draft, "csp_table"):
        planned = {row.partnership_id for row in _priorities(draft)}
        fault = f"with no {terms.priority.plural} for {label(draft.year)}"
        gaps.append(_gap([csp for csp in csps if csp.pk not in planned], fault))
        without = [csp for csp in csps if not csp.websites.all()]
        gaps.append(_gap(without, "with no web address"))
    if place_of(draft, "district_achievements"):
        achieved = draft.context.achievements_in(draft.year - 1)
        working = {row.partnership_id for row in achieved}
        without = [csp for csp in csps if csp.pk not in working]
        if len(without) < len(csps):
            gaps.append(_gap(without, f"with no work in {label(draft.year - 1)}"))
    yield from report(
        *gaps,
        hint="Add what each partnership has agreed and done.",
        section=place_of(draft, "csp_table", "district_achievements"),
    )


def _gap(csps, fault) -> Gap:
    return Gap(csps, f"{terms.csp.common}|{terms.csp.common_plural}", fault)


@check("group-incomplete")
def participation_is_known(draft):
    place = place_of(draft, "participation_table")
    taking_part = {row.partnership_id for row in _priorities(draft)} if place else ()
    csps = csps_of(draft) if place else ()
    yield from report(
        _gap(
            [csp for csp in csps if csp.pk not in taking_part],
            worded("in none of the shared {priority.plural}"),
        ),
        hint=worded(
            "Add the shared {priority.plural} to those of each that takes part."
        ),
        section=place,
    )
