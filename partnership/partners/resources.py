"""Spreadsheet import and export of partners, partnerships, groups and duties."""

from partnership.core.imports.fields import (
    Column,
    Slot,
)
from partnership.core.imports.resource import NaturalKeyResource
from partnership.core.imports.widgets import YearWidget
from partnership.core.values import financial_years
from partnership.models import (
    Area,
    Coverage,
    Duty,
    DutyEvidence,
    GovernanceLink,
    Group,
    Membership,
    Partner,
    Partnership,
    Person,
    Post,
    RelatedPlan,
    Tenure,
    Term,
    Website,
)


class AreaResource(NaturalKeyResource):
    """One row for each area; `parent` and `successors` contain area codes."""

    former_choices = {"districts taken together": "combined"}

    class Meta:
        model = Area


class PartnerResource(NaturalKeyResource):
    """One row for each organisation or service."""

    former_choices = {
        "invited to take part": "invited",
        "provider of services": "provider",
    }

    class Meta:
        model = Partner


class PartnershipResource(NaturalKeyResource):
    """One row for each partnership; its areas are imported as coverage."""

    former_headings = {
        "name in addresses": "slug",
        "smallest number of people to print": "smallest count",
    }

    class Meta:
        model = Partnership


class CoverageResource(NaturalKeyResource):
    """One row for each area that a partnership covers."""

    class Meta:
        model = Coverage


class WebsiteResource(NaturalKeyResource):
    """One row for each website of a partnership."""

    former_headings = {"address": "url"}

    class Meta:
        model = Website


class GroupResource(NaturalKeyResource):
    """One row for each board, committee or sub-group."""

    class Meta:
        model = Group


class MembershipResource(NaturalKeyResource):
    """One row for each membership; `services` contains codes of those represented."""

    class Meta:
        model = Membership


class GovernanceLinkResource(NaturalKeyResource):
    """One row for each reporting line between two tiers of a partnership."""

    class Meta:
        model = GovernanceLink


class PersonResource(NaturalKeyResource):
    """One row for each person who holds or held a post."""

    class Meta:
        model = Person


class PostResource(NaturalKeyResource):
    """One row for each post."""

    class Meta:
        model = Post


class TenureResource(NaturalKeyResource):
    """One row for each person in a post."""

    class Meta:
        model = Tenure


class PlanYearColumn(Column):
    """A year of a plan: 2013-14 if its years are financial years, otherwise 2013."""

    def export(self, instance, **kwargs):
        year = self.get_value(instance)
        financial = instance.year_kind == RelatedPlan.YearKind.FINANCIAL
        return financial_years.label(year) if year and financial else year


class PlanYearSlot(Slot):
    """A year of a plan, written 2013-14 or 2013."""

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
        return super().read(row, find)


class RelatedPlanResource(NaturalKeyResource):
    """One row for each plan that a partnership works with."""

    former_headings = {"address": "url"}

    slot_kinds = {"first_year": PlanYearSlot, "last_year": PlanYearSlot}

    class Meta:
        model = RelatedPlan


class DutyResource(NaturalKeyResource):
    """One row for each statutory duty."""

    class Meta:
        model = Duty


class DutyEvidenceResource(NaturalKeyResource):
    """One row for each duty, partnership and year."""

    former_headings = {"address": "url"}

    class Meta:
        model = DutyEvidence


class TermResource(NaturalKeyResource):
    """One row for each term of the glossary."""

    class Meta:
        model = Term
