"""Fingerprints of values and of files."""

import hashlib
from decimal import Decimal

import pytest

from partnership.core.values.fingerprints import (
    file_sha256,
    fingerprint,
    fingerprint_of_parts,
)

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Decimal("64180"), Decimal("64180.00")),
        (None, ""),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ],
)
def test_equal_values_have_one_fingerprint(one, other):
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a", "b"), (Decimal("1"), Decimal("10")), ([1, 2], [2, 1]), (True, False)],
)
def test_other_values_have_another(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_fingerprint_of_a_text_is_the_start_of_its_sha256():
    whole = hashlib.sha256("é".encode()).hexdigest()

    assert fingerprint("é") == whole[:16]
    assert fingerprint("é", length=64) == file_sha256("é".encode()) == whole
    assert fingerprint_of_parts([b"\xc3", b"\xa9"]) == whole[:16]
