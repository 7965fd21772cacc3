"""Natural keys: issue records and loading fixtures by them."""

import pytest
from django.core import serializers

from partnership.core.models.natural_keys import code_field
from partnership.models import Area
from priorities.models import Observation
from tests import builders
from tests.builders import an_area, an_observation

# What is never moved to another site: unsaved text, tasks, links of reviewers, and what
# is made from other rows. The last three do not create a row of their own type.
NOT_CARRIED = {
    *("an_autosaved_draft", "a_presence", "a_job", "a_reviewer", "a_search_entry"),
    *("an_image_file", "a_police_area", "a_home_partnership"),
}
BUILDERS = {name for name in dir(builders) if name.startswith(("a_", "an_"))}
CARRIED = sorted(BUILDERS - NOT_CARRIED)
# The database does not let these be deleted.
PERMANENT = {"an_edition"}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", CARRIED)
def test_row_is_found_by_its_natural_key(name):
    row = getattr(builders, name)()

    assert type(row)._default_manager.get_by_natural_key(*row.natural_key()) == row


@pytest.mark.parametrize("name", [name for name in CARRIED if name not in PERMANENT])
def test_row_is_loaded_from_a_fixture(name):
    row = getattr(builders, name)()
    row.refresh_from_db()
    before = values(row)
    text = serializers.serialize(
        "json", [row], use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    row.delete()

    [loaded] = serializers.deserialize("json", text)
    loaded.save()

    again = type(row)._default_manager.get_by_natural_key(*row.natural_key())
    assert values(again) == before


def values(row):
    """The row's values, except its id and when it was created."""
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.fields
        if not field.primary_key and not getattr(field, "auto_now_add", False)
    }


def test_loading_a_fixture_again_changes_the_row_and_adds_none():
    row = an_area(code="testshire", name="Testshire")
    text = serializers.serialize("json", [row], use_natural_primary_keys=True)
    Area.objects.update(name="Other")

    for loaded in serializers.deserialize("json", text):
        loaded.save()

    assert Area.objects.get().name == "Testshire"
    assert Area.objects.get().pk == row.pk


def test_key_follows_other_rows():
    row = an_observation()

    assert row.natural_key()[:3] == (row.measure.code, row.area.code, "financial-year")


def test_key_can_contain_a_period_that_is_not_given():
    row = an_observation(starts_on=None, ends_on=None, period_kind="not-given")

    assert row.natural_key()[2:] == ("not-given", None, None)
    assert Observation.objects.get_by_natural_key(*row.natural_key()) == row


def test_key_with_a_part_missing_is_refused():
    with pytest.raises(ValueError, match="zip"):
        Observation.objects.get_by_natural_key("measure", "area")


def test_missing_row_raises_does_not_exist():
    with pytest.raises(Area.DoesNotExist):
        Area.objects.get_by_natural_key("nowhere")


def test_code_is_unique_and_explained():
    field = code_field()

    assert field.unique
    assert "A short code" in field.help_text
    assert code_field(max_length=20).max_length == 20
