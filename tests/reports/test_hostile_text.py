"""Hostile text in every field: no public page, feed or file lets any of it out."""

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from reports.assembly.build import build, find
from reports.models import Report
from reports.models.templates import OutlineField
from reports.publication import publish
from reports.publication.rendering import as_html, print_html
from tests.crawling import body, crawl
from tests.reports.planting import is_text, plant, release_everything

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# Begins like a formula; then a control character, marks that reverse what follows,
# ends of whatever element or attribute it may be in, an element of its own, an entity,
# what a template would fill in, and a long word.
SHORT = "=1\x1b\u202e\"'><zq zq=1>&zq;"
LONG = (
    "=1+{pk}|cmd\x0b\x1b\x07\u202e\u2067\"'`--></title></textarea></script></style>]]>"
    f"<zq zq=1>&zq;&#0;{{{{zq}}}}{{%zq%}}%s%(zq)d{'W' * 200}"
)
ADDRESS = "https://example.org/{pk}\"'><zq/zq=1>"
# Keys that code looks up, which nobody types, and codes of figures.
LOOKED_UP = {
    *("Report.period", "Passage.key", "ReviewComment.section_key", "LocalTerm.key"),
    *("Subscription.topic", "Presence.place", "AutosavedDraft.place", "User.password"),
    *("Achievement.figure", "HeadlineFigure.figure", "SectionOverride.key"),
    *("Picture.file", "Supplement.file", "Partner.logo"),
}
AGREEMENT = "community-safety-agreement/2016-17"
PAPER = "scrutiny-paper/2017-09-21"


def hostile(field, pk):
    """The first of the hostile texts that forms and imports would accept here."""
    is_looked_up = f"{field.model.__name__}.{field.name}" in LOOKED_UP
    if is_looked_up or isinstance(field, OutlineField) or not is_text(field):
        return None
    longest = field.max_length or 5000
    text = LONG.replace("{pk}", str(pk)) if longest >= 80 else f"={pk}{SHORT[1:]}"
    for candidate in [text[:longest], ADDRESS.replace("{pk}", str(pk))]:
        try:
            field.run_validators(candidate)
        except ValidationError:
            continue
        return candidate
    return None


def test_it_stays_text_in_every_public_page_and_file(client, published):
    planted, left_out = plant(hostile)
    # Most strands have a reason in place of an outcome.
    assert left_out <= {"Strand.outcome"}
    assert {"Priority.title", "Website.url", "Partnership.name"} <= planted
    release_everything(published.published_by)
    for report in Report.objects.all():
        publish.publish(report, published.published_by, LONG)
    client.raise_request_exception = False

    pages = crawl(client)
    for words in ["zq", '"><zq zq=1>']:
        pages[f"/search/?q={words}"] = client.get("/search/", {"q": words})
    editions = {"old": f"{AGREEMENT}@1", "new": AGREEMENT}
    pages["/compare/"] = client.get("/compare/", editions)

    assert len(pages) > 600 and "&lt;zq" in body(pages["/priorities/"])
    assert [url for url, page in pages.items() if page.status_code != 200] == []
    assert [f"{url}: {fault}" for url in pages for fault in faults(pages[url])] == []
    document = build(find(PAPER))
    for html in [print_html(document), as_html(document)]:
        assert list(faults_of_html(html)) == []


def faults(response):
    kind = response["Content-Type"].partition(";")[0]
    if kind == "text/html":
        yield from faults_of_html(body(response))
    elif kind.endswith("xml"):
        tags = [element.tag for element in ET.fromstring(response.content).iter()]
        yield from (tag for tag in tags if "zq" in tag)
    elif kind.endswith("json"):
        json.loads(body(response))
    elif kind == "text/csv":
        for row in csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))):
            yield from (cell for cell in row if cell[:1] in {"=", "+", "@", "\t"})
    elif kind.endswith("sheet"):
        for sheet in load_workbook(io.BytesIO(response.getvalue())):
            for row in sheet.iter_rows():
                yield from (cell.value for cell in row if cell.data_type == "f")


def faults_of_html(html):
    """Elements and attributes that were text."""
    for node in LexborHTMLParser(html).css("*"):
        if node.tag == "zq" or any(name.startswith("zq") for name in node.attributes):
            yield f"{node.tag} {node.attributes}"[:200]
