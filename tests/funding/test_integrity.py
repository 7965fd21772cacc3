"""What check_integrity finds in the funding app."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from funding import integrity
from tests.builders import (
    a_fund,
    a_home_partnership,
    a_line,
    a_settlement,
    an_allocation,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def shared():
    home = a_home_partnership(name="Testshire Partnership")
    return {"fund": a_fund(name="Safety Fund"), "partnership": home}


def test_lines_that_add_up_pass(shared):
    settlement = a_settlement(total_gbp=Decimal(10), **shared)
    an_allocation(settlement=settlement, line=a_line(**shared), amount_gbp=Decimal(10))

    assert list(integrity.lines_add_up()) == []


def test_settlement_below_the_sum_of_its_lines_is_explained(shared):
    settlement = a_settlement(total_gbp=Decimal(9), **shared)
    an_allocation(settlement=settlement, line=a_line(**shared), amount_gbp=Decimal(10))

    with pytest.raises(ValidationError, match="The lines add up to £10, which is more"):
        settlement.full_clean()
    settlement.difference_explained = "The county adds £1"
    settlement.full_clean()


def test_lines_that_do_not_add_up_name_fund_partnership_and_year(shared):
    settlement = a_settlement(total_gbp=Decimal(11), **shared)
    an_allocation(settlement=settlement, line=a_line(**shared), amount_gbp=Decimal(10))

    [sentence] = integrity.lines_add_up()

    assert sentence.startswith("Safety Fund, Testshire Partnership, 2016-17: ")
    assert "add up to £10, but the settlement is £11" in sentence


def test_line_of_another_fund_is_found(shared):
    settlement = a_settlement(**shared)
    stranger = a_line(label="Strange lights")
    an_allocation(settlement=settlement, line=a_line(**shared))
    assert list(integrity.lines_keep_to_their_fund()) == []

    an_allocation(settlement=settlement, line=stranger)

    [sentence] = integrity.lines_keep_to_their_fund()
    assert sentence.startswith("Strange lights is in settlement Safety Fund")
    assert sentence.endswith("but belongs to another fund or partnership.")


def test_line_of_another_partnership_is_found(shared):
    settlement = a_settlement(**shared)
    an_allocation(settlement=settlement, line=a_line(fund=shared["fund"]))

    assert len(list(integrity.lines_keep_to_their_fund())) == 1
