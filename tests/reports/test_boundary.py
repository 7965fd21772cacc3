"""The public sees what was published: nothing that was entered afterwards."""

import io
import zipfile

import pytest
from django.db import models
from django.urls import reverse

from funding.models import Allocation
from partnership.accounts import services as accounts
from partnership.core.models import Release
from partnership.core.releases import services
from partnership.core.releases.kinds import KINDS
from partnership.models import LocalTerm
from priorities.models import Observation
from reports.assembly import document_templates
from reports.models.templates import OutlineField
from reports.public import search_index
from reports.public.open_data.files import XLSX_TYPE
from tests.builders import a_user
from tests.crawling import body, crawl
from tests.reports.planting import (
    fill_empty_tables,
    is_text,
    models_to_plant,
    plant,
    release_everything,
)
from tests.reports.publishing_help import user_with_permissions
from tests.server import ServerHandler
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
WORD, NUMBER = "zqmarker", 765432
FUND = "community-safety-fund/safer-oxfordshire-partnership"
# Always empty in the sample, or with a reason in its place.
LEFT_OUT = {
    *("MonitoringReturn.spent_gbp", "Observation.former_value", "Strand.outcome"),
    *("SectionOverride.position", "Target.nearly_value", "Measure.due_after_days"),
    *("Instalment.share_percent", "Instalment.paid_gbp", "Population.households"),
}
# Models of nothing but links and dates.
NO_TEXT = {"Coverage", "PriorityLink", "Tenure"}
AGREEMENT = "community-safety-agreement/2016-17"


def marker(field, pk):
    if is_text(field):
        return f"{WORD}-{pk}"[: field.max_length or None]
    if isinstance(field, OutlineField):
        return [{"key": WORD, "title": WORD, "blocks": []}]
    if isinstance(field, models.DecimalField):
        return NUMBER
    return NUMBER % 30_000 if isinstance(field, models.IntegerField) else None


def texts(responses):
    return {url: text_of(response) for url, response in responses.items()}


def text_of(response):
    """The words and numbers of a page or file, also of a packed workbook."""
    if response.get("Content-Type") != XLSX_TYPE:
        return body(response)
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/"))
        return "".join(book.read(name).decode() for name in names)


def seen(client):
    """What a reader gets: every page and file, what is searched and what compared."""
    editions = {"old": f"{AGREEMENT}@1", "new": AGREEMENT}
    asked = {
        "/search/": client.get("/search/", {"q": "burglary"}),
        "/search/?q": client.get("/search/", {"q": WORD}),
        "/compare/": client.get("/compare/", editions),
        "/sitemap.xml": client.get("/sitemap.xml"),
    }
    found = texts(crawl(client) | asked)
    assert "No results" in found["/search/?q"]
    return found | {"/search/?q": ""}


@pytest.mark.long
def test_nothing_entered_after_publication_is_public(
    client, published, settings, tmp_path
):
    LocalTerm.objects.create(key="priority", name="aim", short_name="aim")
    home = published.report.partnership
    published.report.template = document_templates.for_type(
        home, published.report.document_type
    )
    published.report.save()
    document_templates.new_type(home, "Newsletter")
    fill_empty_tables(published.report)
    release_everything(published.published_by)
    before = seen(client)
    assert len(before) > 60
    assert "786,680" in before[f"/{AGREEMENT}/"]
    assert "Aims" in before["/priorities/"]
    assert "226913" in before["/data/funding-year.xlsx"]
    assert 'ol class="entries found"' in before["/search/"]

    planted, left_out = plant(marker)
    assert {"Measure.name", "Allocation.amount_gbp", "Report.title"} <= planted
    assert {"User.name", "LocalTerm.name", "LocalTerm.short_name"} <= planted
    assert {"DocumentTemplate.title", "DocumentTemplate.outline"} <= planted
    assert {"Partnership.name", "Area.name", "Partnership.slug"} <= planted
    assert {name for name in left_out if "year" not in name} <= LEFT_OUT
    models_tried = {name.partition(".")[0] for name in planted | left_out}
    assert models_tried | NO_TEXT == {one.__name__ for one in models_to_plant()}

    search_index.rebuild()
    # No page is sent as it was stored before.
    settings.PUBLIC_PAGES_ROOT = tmp_path / "after"
    member = a_user(name="Mo Member")
    accounts.give_roles(member, ["member"])
    for user in [None, member]:
        if user is not None:
            client.force_login(user)
        after = seen(client)
        assert set(after) == set(before)
        for url, text in after.items():
            assert WORD not in text, url
            assert "765,432" not in text and "765432" not in text, url
            if user is None:
                assert text == before[url], url


def test_site_without_anything_published_shows_no_record(client, sample_data, settings):
    settings.SHOW_DRAFTS = False

    pages = texts(crawl(client))

    for name in ["Oxfordshire", "Burglary", "226,913", "Thames Valley"]:
        assert not [url for url, text in pages.items() if name in text], name


def test_document_publishes_the_pages_of_what_it_prints(client, published):
    keys = {(row.kind, row.key) for row in Release.objects.all()}

    assert {kind for kind, _key in keys} == set(KINDS)
    assert ("funding-year", f"{FUND}/2016") in keys
    assert ("funding-year", f"{FUND}/2017") not in keys
    assert all(row.source for row in Release.objects.all())
    assert client.get("/funding/").status_code == 200
    assert client.get("/priorities/").content.decode().count("2016-17") > 1


@pytest.mark.parametrize(
    "url",
    [
        *("/", "/documents/", "/funding/", "/priorities/", "/measures/", "/follow/"),
        *(f"/{AGREEMENT}/", f"/{AGREEMENT}/editions/", f"/{AGREEMENT}/edition/1/"),
    ],
)
def test_pages_are_stored_for_readers(
    client, published, settings, tmp_path, url, django_assert_num_queries
):
    settings.PUBLIC_PAGES_ROOT = tmp_path / "pages"
    client.handler = ServerHandler()
    first = client.get(url)

    with django_assert_num_queries(1):
        again = client.get(url)

    assert again.content == first.content
    assert "Cookie" not in first["Vary"]


def test_later_change_is_held_back_and_officers_see_both(client, published):
    row = Allocation.objects.get(line__code="youth", settlement__year=2016)
    row.amount_gbp = 111_111
    row.save()

    page = client.get("/funding/").content.decode()
    client.force_login(user_with_permissions("view_release"))
    for_officers = client.get("/funding/").content.decode()

    assert "111,111" not in page
    assert "draft: £111,111" in for_officers


def test_figures_are_published_alone_previewed_and_withdrawn(client, published):
    user = a_user(name="Pat Again", is_superuser=True)
    row = Observation.objects.filter(value__isnull=False).first()
    key = row.measure.code
    Observation.objects.filter(pk=row.pk).update(value=NUMBER)
    page = reverse("staff:release", args=["measure", key])
    public = reverse("priorities:measure_detail", args=[key])
    sign_in(client, user)

    preview = client.get(f"{page}preview/").content.decode()
    assert client.post(page).status_code == 422
    client.post(page, {"do": "publish"})
    client.logout()
    assert "765,432" in preview
    assert "765,432" in client.get(public).content.decode()

    sign_in(client, user)
    assert client.post(page, {"do": "withdraw"}).status_code == 422
    client.post(page, {"do": "withdraw", "why": "Counted twice."})
    client.logout()
    gone = client.get(public)

    assert gone.status_code == 410
    assert "Counted twice." in gone.content.decode()
    assert "765,432" not in client.get("/measures/").content.decode()


def test_same_figures_make_no_new_release(published):
    first = Release.objects.filter(kind="measure").first()

    again, is_new = services.release("measure", first.key, published.published_by)

    assert (again, is_new) == (first, False)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_rows_of_lists_are_those_of_pages(sample_data, kind):
    declared = KINDS[kind]
    rows = {row["code"]: row for row in declared.rows()}

    assert set(rows) == set(declared.titles())
    # A tenth of the measures is enough.
    for key, row in list(rows.items())[:: 10 if len(rows) > 50 else 1]:
        frozen = declared.row(declared.content(key))
        assert {name: row[name] for name in frozen} == frozen
