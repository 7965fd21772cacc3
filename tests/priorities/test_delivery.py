"""Who leads, and how leads are named in a document."""

import pytest

from partnership.models import Group
from priorities.queries.delivery import lead_name, lead_names, priorities_of
from tests.builders import (
    a_group,
    a_home_partnership,
    a_lead,
    a_partner,
    a_partnership,
    a_priority,
    a_strand,
    an_objective,
)

pytestmark = pytest.mark.django_db

YEAR = 2016


@pytest.fixture
def home():
    return a_home_partnership(name="Testshire Partnership")


def csps_of(home, count):
    return [a_partnership(county_partnership=home) for _ in range(count)]


def test_partner_partnership_and_group_are_named():
    partner = a_partner(name="Testshire Council")
    group = a_group(name="Testshire Board")
    partnership = a_partnership(name="Test CSP")

    assert lead_name(a_lead(partner=partner)) == "Testshire Council"
    assert lead_name(a_lead(group=group)) == "Testshire Board"
    assert lead_name(a_lead(partnership=partnership)) == "Test CSP"


def test_sub_group_is_named_after_its_board():
    board = a_group(name="Testshire Board")
    group = a_group(
        kind=Group.Kind.SUB_GROUP, short_name="Lights sub-group", reports_to=board
    )

    assert lead_name(a_lead(group=group)) == "Testshire Board – Lights sub-group"


def test_all_csps_are_named_once_and_spelled_out_first(home):
    leads = [a_lead(partnership=csp) for csp in csps_of(home, 2)]
    leads.append(a_lead(partnership=home))

    names = lead_names(home, YEAR)

    assert names.of(leads) == (
        "Community Safety Partnerships (CSPs) / Testshire Partnership"
    )
    assert names.of(leads) == "CSPs / Testshire Partnership"


def test_some_csps_are_named_individually(home):
    first, _ = csps_of(home, 2)

    assert lead_names(home, YEAR).of([a_lead(partnership=first)]) == first.name


def test_single_csp_is_named(home):
    [only] = csps_of(home, 1)

    assert lead_names(home, YEAR).of([a_lead(partnership=only)]) == only.name


def test_county_without_csps_names_its_leads(home):
    leads = [a_lead(partnership=home)]

    assert lead_names(home, YEAR).of(leads) == "Testshire Partnership"
    assert lead_names(home, YEAR).of([]) == ""


@pytest.mark.database
def test_priorities_of_the_year_are_in_order(home):
    second = a_priority(partnership=home, number=2)
    longer = a_priority(partnership=home, number=1, from_year=2014, to_year=2017)
    a_priority(partnership=home, from_year=2015)
    a_priority(from_year=YEAR)

    assert priorities_of(home, YEAR) == [longer, second]


@pytest.mark.database
@pytest.mark.parametrize("rows", [1, 3])
def test_priorities_are_read_in_four_queries(home, rows, django_assert_num_queries):
    for number in range(rows):
        priority = a_priority(partnership=home, number=number)
        priority.objectives.add(an_objective())
        for order in range(rows):
            strand = a_strand(priority=priority, order=order)
            a_lead(strand=strand, order=1)
            a_lead(
                strand=strand,
                order=2,
                group=a_group(kind="sub-group", reports_to=a_group()),
            )

    with django_assert_num_queries(4):
        for priority in priorities_of(home, YEAR):
            [objective.text for objective in priority.objectives.all()]
            for strand in priority.strands.all():
                [lead_name(lead) for lead in strand.leads.all()]
