"""Import and export of partners, and of every resource."""

import pytest

from partnership.core.imports.resource import NaturalKeyResource
from partnership.partners import resources
from tests import builders
from tests.resource_contract import Case, ResourceContract

DATE = ("from", "31/02/2016", "is not a date")

CASES = [
    Case(resources.AreaResource, builders.an_area, DATE, "name"),
    Case(resources.PartnerResource, builders.a_partner, DATE, "also known as"),
    Case(
        resources.PartnershipResource,
        builders.a_partnership,
        ("is home", "perhaps", "is not an option. Enter yes or no"),
        "note",
    ),
    Case(resources.CoverageResource, builders.a_coverage, DATE),
    Case(
        resources.WebsiteResource,
        builders.a_website,
        ("partnership", "nowhere", "There is no partnership “nowhere”"),
        "label",
    ),
    Case(
        resources.GroupResource,
        builders.a_group,
        ("kind", "club", "“club” is not an option"),
        "purpose",
    ),
    Case(
        resources.MembershipResource,
        builders.a_membership,
        ("services", "none-such", "There is no partner “none-such”"),
    ),
    Case(
        resources.GovernanceLinkResource,
        builders.a_governance_link,
        ("between", "here and there", "is not an option"),
        "down",
    ),
    Case(
        resources.AliasResource,
        builders.an_alias,
        ("kind", "river", "is not an option"),
        "name",
    ),
    Case(
        resources.LocalTermResource,
        builders.a_local_term,
        ("key", "river", "is not an option"),
        "name",
    ),
    Case(
        resources.PopulationResource,
        builders.a_population,
        ("people", "12.5", "is not a whole number"),
        "source",
    ),
    Case(
        resources.PersonResource,
        builders.a_person,
        ("name", None, "This cell must not be empty"),
        "name",
    ),
    Case(
        resources.PostResource,
        builders.a_post,
        ("group", "no-group", "There is no group “no-group”"),
        "title",
    ),
    Case(resources.TenureResource, builders.a_tenure, DATE),
    Case(
        resources.RelatedPlanResource,
        builders.a_related_plan,
        ("first year", "2016-19", "is not one financial year"),
        "title",
    ),
    Case(
        resources.DutyResource,
        builders.a_duty,
        ("order", "12.7", "is not a whole number"),
        "summary",
    ),
    Case(
        resources.DutyEvidenceResource,
        builders.a_duty_evidence,
        ("done on", "4 Foo 2016", "is not a date"),
        "evidence",
    ),
    Case(
        resources.TermResource,
        builders.a_term,
        ("full version", "x" * 201, "at most 200 characters"),
        "meaning",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
class TestEveryResource(ResourceContract):
    pass


def test_every_resource_has_its_case():
    tested = {case.resource for case in CASES}

    assert tested == {
        value
        for value in vars(resources).values()
        if isinstance(value, type)
        and issubclass(value, NaturalKeyResource)
        and value is not NaturalKeyResource
    }


@pytest.mark.django_db
def test_sheet_is_named_after_its_rows():
    assert resources.TermResource().export().title == "terms"
    assert resources.TermResource.get_display_name() == "terms"
