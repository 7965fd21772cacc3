"""A document publishes the records that it prints, and no other part of their pages."""

import datetime as dt
import random
from decimal import Decimal

import pytest

from funding.models import Allocation
from partnership.core.models import Release, SearchEntry
from partnership.core.releases import services
from partnership.models import Membership, Partnership
from priorities.models import Observation, Priority, Target
from reports.assembly.build import build, find
from reports.assembly.printed_records import Codes, _of_row
from reports.publication.contained import contained_in, release_contained
from reports.publication.edition_content import frozen
from tests import builders
from tests.reports.conftest import ADDRESS

pytestmark = pytest.mark.django_db


def records_of(document):
    return {one for section in document.sections for one in section.records}


def parts_of(release):
    lists = [rows for rows in release.content.values() if isinstance(rows, list)]
    items = [item for rows in lists for item in rows if isinstance(item, dict)]
    return {item["part"] for item in items if "part" in item}


def publish_again(edition):
    document = build(find(ADDRESS), is_edition=True)
    release_contained(
        contained_in(document, "safer-oxfordshire-partnership"),
        edition,
        edition.published_by,
    )


def current(key):
    return Release.objects.get(kind="measure", key=key, is_current=True)


@pytest.mark.database
def test_only_the_figures_that_it_prints_are_public(published):
    records = records_of(build(find(ADDRESS), is_edition=True))
    releases = Release.objects.filter(kind__in=["measure", "partner", "partnership"])

    for release in releases.exclude(content__is_home=True):
        printed = {
            part for *name, part in records if name == [release.kind, release.key]
        }
        assert parts_of(release) <= printed - {""}, release.key
    measures = releases.filter(kind="measure")
    stored = sum(len(release.content["figures"]) for release in measures)
    assert 0 < stored < Observation.objects.count()


def test_groups_that_it_does_not_print_stay_unpublished(published, client):
    home = Partnership.objects.home()
    member = Membership.objects.filter(group__partnership=home).first()
    from_on = dt.date(2031, 4, 1)
    later = builders.a_group(name="Board of 2031", partnership=home, from_on=from_on)
    builders.a_membership(group=later, partner=member.partner, from_on=from_on)

    publish_again(published)

    for url in [f"/partnerships/{home.code}/", f"/partners/{member.partner.code}/"]:
        page = client.get(url).content.decode()
        assert member.group.name in page
        assert "Board of 2031" not in page


def test_figure_that_it_does_not_print_stays_unpublished(published, client):
    row = printed_figure()
    a_later_figure(row)

    publish_again(published)

    page = client.get(f"/measures/{row.measure.code}/").content.decode()
    assert "765,432" not in page
    assert "765,432" not in str(current(row.measure.code).content["latest"])


def test_texts_of_a_priority_that_it_does_not_print_stay_unpublished(published):
    home = Partnership.objects.home()
    row = Priority.objects.filter(partnership=home, from_year=2016).first()
    Priority.objects.filter(pk=row.pk).update(context="<p>A draft.</p>")

    publish_again(published)
    content = Release.objects.get(
        kind="priority", key=row.code, is_current=True
    ).content
    printed = services.freeze("priority", row.code, frozenset(["", "context"]))

    assert content["context"] == ""
    assert printed.content["context"] == "<p>A draft.</p>"


def a_later_figure(row):
    return Observation.objects.create(
        measure=row.measure,
        area=row.area,
        period_kind=row.period_kind,
        starts_on=row.starts_on.replace(year=2031),
        ends_on=row.ends_on.replace(year=2031 + row.ends_on.year - row.starts_on.year),
        value=Decimal(765432),
    )


def printed_figure():
    """The first figure with a period that the document prints."""
    records = records_of(build(find(ADDRESS), is_edition=True))
    rows = Observation.objects.filter(starts_on__isnull=False).order_by("pk")
    return next(row for row in rows if part_of_row(row) in records)


def part_of_row(row):
    return list(_of_row(row, Codes()))[-1]


def test_figures_published_alone_stay_as_they_were(published):
    """A later document changes what it prints, and nothing else of the page."""
    shown = printed_figure()
    other = a_later_figure(shown)
    services.release("measure", shown.measure.code, published.published_by)
    Observation.objects.filter(pk__in=[shown.pk, other.pk]).update(value=12345)

    publish_again(published)

    content = current(shown.measure.code).content
    words = {one["part"]: one["words"] for one in content["figures"]}
    assert "12,345" in words[part_of_row(shown)[2]]
    assert "765,432" in words[part_of_row(other)[2]]
    latest = next(one for one in content["latest"] if one["name"] == shown.area.name)
    assert "765,432" in latest["value"]


@pytest.mark.database
def test_section_index_names_what_it_prints(published):
    found = SearchEntry.printing("line", "youth")

    assert found.exists()
    assert not SearchEntry.printing("line", "yout").exists()
    # A section that prints a district's partnership does not print the county's.
    home = Partnership.objects.home().code
    sections = build(find(ADDRESS), is_edition=True).sections
    wanted = {s.key for s in sections if ("partnership", home, "") in s.records}
    found = SearchEntry.printing("partnership", home).values_list("anchor", flat=True)
    assert {anchor.removeprefix("section-") for anchor in found} == wanted


@pytest.mark.long
@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        "annual-review/oxford/2018-19",
        "grant-return/2016-17/end-year",
        "panel-update/2018-06-22",
        "scrutiny-paper/2017-09-21",
        "strategy-summary/2011-14",
    ],
)
def test_what_changes_a_document_is_what_it_prints(sample_data, address):
    """10 random figures: a document changes if, and only if, it prints the record."""
    built = build(find(address), is_edition=True)
    records, before = records_of(built), frozen(built)["document"]["sections"]
    wrong = []
    rows = [
        *Observation.objects.filter(value__isnull=False),
        *Target.objects.filter(value__isnull=False),
        *Allocation.objects.filter(amount_gbp__isnull=False),
    ]
    for row in random.Random(11).sample(rows, 10):
        name = "amount_gbp" if isinstance(row, Allocation) else "value"
        old = getattr(row, name)
        type(row).objects.filter(pk=row.pk).update(**{name: old + 7})
        after = frozen(build(find(address), is_edition=True))["document"]["sections"]
        type(row).objects.filter(pk=row.pk).update(**{name: old})
        if (after != before) != (part_of_row(row) in records):
            wrong.append(part_of_row(row))
    assert wrong == []
