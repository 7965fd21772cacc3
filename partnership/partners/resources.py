"""Spreadsheet import and export of partners, partnerships, groups and duties."""

from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.fields import (
    Column,
    Slot,
)
from partnership.core.imports.resource import NaturalKeyResource
from partnership.core.imports.widgets import YearWidget
from partnership.core.values import financial_years
from partnership.models import (
    Area,
    DutyEvidence,
    LocalTerm,
    Membership,
    Partner,
    Partnership,
    Population,
    RelatedPlan,
    Term,
    Website,
)

# What statistics call a column of areas.
AREA_HEADINGS = [
    *("area code", "area name", "ons code", "geography", "geography code"),
    *("local authority code", "local authority name", "local authority"),
    *("csp code", "csp name", "csp", "district", "council", "place", "borough"),
    *("community safety partnership code", "community safety partnership name"),
    *("lad code", "lad name", "lad cd", "lad nm", "csp cd", "csp nm", "ltla nm"),
    *("ltla cd", "ctyua cd", "ctyua nm", "cty cd", "cty nm", "pfa nm", "pfa cd"),
    *("police force area name", "police force area code", "force name"),
    *("community safety partnership", "region name", "name", "code", "ward"),
]


class LocalTermResource(NaturalKeyResource, model=LocalTerm):
    """One row for each of a partnership's own names; blank dates are not known."""

    former_choices = {
        "office that gives the money": "commissioner",
        "committee that scrutinises": "committee",
    }


class PopulationResource(NaturalKeyResource, model=Population):
    """One row for each area and year."""

    figure_without_reason = "people"
    synonyms = {
        "area": AREA_HEADINGS,
        "year": ["mid-year", "mid year", "estimate year"],
        "people": ["population", "persons", "residents", "all persons", "all ages"],
    }
    others_left_out = ("area",)


class AreaResource(NaturalKeyResource, model=Area):
    """One row for each area; `parent` and `successors` contain area codes."""

    former_choices = {"districts taken together": "combined"}


class PartnerResource(NaturalKeyResource, model=Partner):
    """One row for each organisation or service."""

    former_choices = {
        "invited to take part": "invited",
        "provider of services": "provider",
    }


class PartnershipResource(NaturalKeyResource, model=Partnership):
    """One row for each partnership; its areas are imported as coverage."""

    former_headings = {
        "name in addresses": "slug",
        "smallest number of people to print": "smallest count",
    }


class WebsiteResource(NaturalKeyResource, model=Website):
    """One row for each website of a partnership."""

    former_headings = {"address": "url"}


class MembershipResource(NaturalKeyResource, model=Membership):
    """One row for each membership; `services` contains codes of those represented."""

    former_headings = {"seat": "member number"}


class PlanYearColumn(Column):
    """A year of a plan: 2013-14 if its years are financial years, otherwise 2013."""

    def export(self, instance, **kwargs):
        year = self.get_value(instance)
        financial = instance.year_kind == RelatedPlan.YearKind.FINANCIAL
        return financial_years.label(year) if year and financial else year


class PlanYearSlot(Slot):
    """A year of a plan, written 2013-14 or 2013."""

    also_reads = ("year kind",)

    def build_columns(self, headings):
        return [PlanYearColumn(headings[0], self.name, YearWidget())]

    def read(self, row, find):
        kind = str(row.get("year kind") or "").strip().casefold()
        calendar = kind.startswith(RelatedPlan.YearKind.CALENDAR.value)
        written = str(row.get(self.heading) or "").strip()
        if calendar and len(written) > len("2013") and not written.endswith(".0"):
            raise ValueError(
                f"“{written}” is not a calendar year. Enter it like this: 2013"
            )
        try:
            return super().read(row, find)
        except AmbiguousCell as ambiguous:
            if ambiguous.kind == "lone-year" and calendar:
                return ambiguous.options[0].value
            raise


class RelatedPlanResource(NaturalKeyResource, model=RelatedPlan):
    """One row for each plan that a partnership works with."""

    former_headings = {"address": "url"}

    slot_kinds = {"first_year": PlanYearSlot, "last_year": PlanYearSlot}


class DutyEvidenceResource(NaturalKeyResource, model=DutyEvidence):
    """One row for each duty, partnership and year."""

    former_headings = {"address": "url"}


class TermResource(NaturalKeyResource, model=Term):
    """One row for each term of the glossary."""

    former_headings = {"stands for": "full version"}
