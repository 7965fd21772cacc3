"""What a record feeds, and editions whose data has changed since."""

import random
from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from funding.models import Allocation
from partnership.core.text.html import to_text
from priorities.models import Observation
from reports.assembly.build import build
from reports.models import Passage, Report
from reports.publication import publish as publishing
from reports.publication import record_uses
from reports.publication.differences import differences, draft_change_note, places_of
from reports.publication.edition_content import frozen
from reports.publication.record_uses import uses_of_record
from tests.reports.publishing_help import a_publisher
from tests.signing_in import user_with_roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root", "no_issues")]


def content(report):
    row = Report.objects.select_related("partnership__police_area").get(pk=report.pk)
    return frozen(build(row, is_edition=True))


def document(report):
    return content(report)["document"]


class TestDifferences:
    def test_same_document_has_none(self, report):
        assert differences(document(report), document(report)) == []

    def test_changed_sentence_is_paired_with_the_old_one(self, report):
        before = document(report)
        row = Passage.objects.get(report=report, key="introduction.what")
        row.body = "<p>We are others now.</p>"
        row.save()

        [found] = differences(before, document(report))

        assert "We are those who keep" in found.before.shown
        assert found.after.shown == "We are others now."
        assert found.place.section_key == "introduction"

    def test_changed_amount_is_found_in_cells_and_sentences(self, report):
        before = document(report)
        row = Allocation.objects.exclude(amount_gbp=None).first()
        row.amount_gbp += Decimal(1000)
        row.save()

        found = differences(before, document(report))

        kinds = {one.place.kind for one in found}
        assert "cell" in kinds
        assert any(row.line.label in one.place.label for one in found)

    def test_change_note_is_drafted(self, report):
        before = document(report)
        row = Passage.objects.get(report=report, key="introduction.what")
        row.body = "<p>We are others now.</p>"
        row.save()

        note = draft_change_note(differences(before, document(report)))

        assert "is now “We are others now.”" in note

    def test_long_change_note_counts_the_rest(self):
        def made(texts):
            words = [{"html": f"<p>{text}.</p>"} for text in texts]
            block = {"block": "prose", "key": "a", "words": words}
            section = {"key": "a", "title": "A", "blocks": [block]}
            return {"sections": [section]}

        old = made([f"Old {number}" for number in range(14)])
        new = made([f"New {number}" for number in range(14)])

        note = draft_change_note(differences(old, new))

        assert note.splitlines()[-1] == "4 more places changed."


class TestPages:
    def test_edition_is_listed_once_it_differs(self, report, officer):
        publishing.publish(report, a_publisher())
        listed = reverse("documents:differing_editions")
        assertContains(officer.get(listed), "All published documents are the same")

        row = Passage.objects.get(report=report, key="introduction.what")
        row.body = "<p>We are others now.</p>"
        row.save()

        assertContains(officer.get(listed), "1 place changed")
        page = officer.get(reverse("documents:differences", args=[report.pk]))
        assertContains(page, "We are others now.")
        assertContains(page, "We are those who keep")
        publish = officer.get(reverse("documents:publish", args=[report.pk]))
        assertContains(publish, "View what changed")

    def test_publisher_gets_the_suggested_note(self, report, client):
        user = user_with_roles("publisher")
        publishing.publish(report, user)
        row = Passage.objects.get(report=report, key="introduction.what")
        row.body = "<p>We are others now.</p>"
        row.save()
        client.force_login(user)

        page = client.get(reverse("documents:publish", args=[report.pk]))

        assertContains(page, "is now “We are others now.”")

    def test_record_shows_what_it_feeds(self, report, officer):
        publishing.publish(report, a_publisher())
        row = Allocation.objects.exclude(amount_gbp=None).first()
        page = officer.get(reverse("records:edit", args=["allocations", row.pk]))
        record_uses = reverse("documents:feeds", args=["allocations", row.pk])
        assertContains(page, record_uses)

        found = officer.get(record_uses)

        assertContains(found, row.line.label)
        assertContains(found, "Edition 1")

    def test_trying_changes_nothing(self, report, officer):
        before = document(report)
        row = Allocation.objects.exclude(amount_gbp=None).first()

        assert uses_of_record(row)

        assert document(report) == before
        amount = Allocation.objects.get(pk=row.pk).amount_gbp
        assert amount == row.amount_gbp

    def test_what_was_found_is_used_until_the_data_change(self, report, monkeypatch):
        row = Allocation.objects.exclude(amount_gbp=None).first()
        first = uses_of_record(row)
        builds = []
        monkeypatch.setattr(
            record_uses, "build", lambda one, **kwargs: builds.append(one) or build(one)
        )

        assert uses_of_record(row) == first != []
        assert builds == []

        Allocation.objects.filter(pk=row.pk).update(note="Changed.")
        uses_of_record(row)
        assert builds


def blocks_that_differ(before, after):
    """Sections and blocks whose markup differs, read in another way: from the HTML."""
    old, new = by_block(before), by_block(after)
    return {key for key in {*old, *new} if old.get(key) != new.get(key)}


def by_block(content):
    found = {}
    for section in content["document"]["sections"]:
        for number, block in enumerate(section["blocks"]):
            plain = {
                name: value
                for name, value in block.items()
                if name not in {"figures", "number", "label"}
            }
            found[section["key"], number] = visible(plain)
    return found


def visible(value):
    """What a reader sees of a block: its texts and what its drawings show."""
    if isinstance(value, dict):
        if "html" in value:
            return to_text(value["html"])
        return {
            name: visible(item)
            for name, item in value.items()
            if name not in {"figures", "value", "token"}
        }
    if isinstance(value, list):
        return [visible(item) for item in value]
    return value


def blocks_of_places(content, found):
    """The section and number of each block that has a place of a difference."""
    places = {place for one in found for place in (one.before, one.after) if place}
    numbers: dict = {}
    keys = set()
    for key, group in places_of(content["document"]).items():
        if len(key) == 1:
            continue
        section = key[0]
        number = numbers[section] = numbers.get(section, -1) + 1
        if places.intersection(group):
            keys.add((section, number))
    return keys


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_every_place_of_a_changed_figure_is_found_and_no_other(sample_data, seed):
    """10 figures for each seed, in every document of the sample."""
    chance = random.Random(seed)
    reports = list(Report.objects.select_related("partnership__police_area"))
    before = {report.pk: content(report) for report in reports}
    figures = [
        *Allocation.objects.exclude(amount_gbp=None),
        *Observation.objects.exclude(value=None),
    ]
    for row in chance.sample(figures, 10):
        name = "amount_gbp" if isinstance(row, Allocation) else "value"
        old = getattr(row, name)
        rows = type(row)._base_manager.filter(pk=row.pk)
        fed = {one.report.pk: set(one.places) for one in uses_of_record(row)}
        rows.update(**{name: old + max(abs(int(old)) // 4, 1)})
        for report in reports:
            after = content(report)
            found = differences(before[report.pk]["document"], after["document"])
            places = {one.before for one in found if one.before}
            assert places <= fed.get(report.pk, set()), (row, report)
            expected = blocks_that_differ(before[report.pk], after)
            assert blocks_of_places(after, found) == expected, (row, report)
        rows.update(**{name: old})
