"""What the checks find in statements about the made-up county."""

import pytest

from tests.claims import county, rounds, statements
from tests.claims.trying import County


@pytest.mark.django_db
@pytest.mark.parametrize(
    "unexpected",
    [
        statements.trials,
        pytest.param(statements.of_examples, marks=pytest.mark.long),
        pytest.param(statements.corpus, marks=pytest.mark.long),
        pytest.param(rounds.problems, marks=pytest.mark.long),
    ],
)
def test_statements_come_to_what_they_should(unexpected):
    county.load()

    assert list(unexpected(County())) == []
