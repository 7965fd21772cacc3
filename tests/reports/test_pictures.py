"""Pictures and supplements of a document, from upload to edition."""

import base64
import datetime as dt
import io
import re
import subprocess

import docx
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from partnership.core.files import storage
from reports.assembly.build import build
from reports.document import tree
from reports.errors import ReportNotRendered
from reports.models import Picture, Supplement
from reports.publication import publish as publishing
from reports.publication import rendering, verification
from reports.publication.word import as_docx
from tests import builders
from tests.builders import a_picture, a_reviewer, a_supplement, an_image_file
from tests.partnership.records.helpers import an_officer
from tests.reports.pdf_words import ua_problems
from tests.reports.publishing_help import a_publisher, fake_pdfs, replace_checks
from tests.reports.testshire import a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]

PLACED = (
    "<p>Before.</p><p>[@picture lamps]</p>"
    "<p>See [@figure lamps] and [@supplement 1].</p>"
)


@pytest.fixture
def report(monkeypatch):
    """The agreement of the made-up county with a picture, a cover and a supplement."""
    replace_checks(monkeypatch)
    report = a_testshire_report()
    add_files(report)
    return report


def add_files(report):
    colours = iter(["teal", "navy", "maroon"])
    photo = storage.store_image(an_image_file(400, 300, next(colours)))
    cover = storage.store_image(an_image_file(300, 200, next(colours)))
    a_picture(
        report=report,
        key="lamps",
        file=photo,
        caption="New lamps",
        credit="Photo: Testshire Council",
    )
    a_picture(report=report, key="top", file=cover, is_decorative=True, is_cover=True)
    a_supplement(report=report)
    body = report.passages.get(key="introduction.what")
    body.body += PLACED
    body.save()
    member = builders.partnership.Membership.objects.first().partner
    member.logo = storage.store_image(an_image_file(120, 40, next(colours)))
    member.save()


def paths_in(html):
    return re.findall(r'(?:src|href)="(/[^"]+/files/[^"]+)"', html)


def test_picture_is_numbered_shown_and_referred_to(report):
    document = build(report)
    [caption] = tree.own_captions(document)
    html = next(r.html for r in tree.rich_texts(document.sections) if r.captions)

    assert (
        f'<figure class="picture" id="{caption.id}"><img src="/{report.path}/files/'
        in (html)
    )
    assert 'alt="A street at night" width="400" height="300"' in html
    assert (
        f'<span class="no">{caption.label}.</span> <span class="title">New lamps'
        in html
    )
    assert "Photo: Testshire Council" in html
    assert f'href="#{caption.id}">{caption.label}</a>' in html
    assert 'href="#supplement-1">Supplement 1</a>' in html
    assert document.cover_picture.key == "top" and document.cover == []
    assert len(tree.files_of(document)) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>[@picture none]</p>", "is not a picture of this document"),
        ("<p>Look: [@picture lamps]</p>", "a paragraph of its own"),
        ("<ul><li><p>[@picture lamps]</p><p>x</p></li></ul>", "a paragraph of its own"),
        ("<p>[@picture]</p>", "a paragraph of its own"),
    ],
)
def test_picture_in_the_wrong_place_is_an_error(report, text, words):
    passage = report.passages.get(key="introduction.what")
    passage.body = text
    passage.save()

    with pytest.raises(ReportNotRendered, match=words):
        build(report)


def test_missing_file_is_an_error_that_says_what_to_do(report):
    default_storage.delete(storage.path_of(report.pictures.get(key="lamps").file))

    with pytest.raises(ReportNotRendered, match="Upload it again"):
        rendering.as_html(build(report))


def test_files_of_a_draft_are_not_public(report, client, settings):
    settings.SHOW_DRAFTS = False
    [address, *_] = paths_in(rendering_of(report))
    assert client.get(address).status_code == 404

    client.force_login(builders.a_user())
    assert client.get(address).status_code == 404

    client.force_login(an_officer())
    response = client.get(address)
    assert response.status_code == 200 and response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "private, no-store"


def test_people_who_a_draft_is_shared_with_see_its_pictures(report, client, settings):
    settings.SHOW_DRAFTS = False
    user = builders.a_user()
    a_reviewer(report=report, user=user)
    [address, *_] = paths_in(rendering_of(report))
    client.force_login(user)

    assert client.get(address).status_code == 200
    other = storage.store_image(an_image_file(colour="black"))
    assert client.get(f"/{report.path}/files/{other}").status_code == 404


def rendering_of(report):
    return "".join(r.html for r in tree.rich_texts(build(report).sections))


def test_edition_keeps_its_files_if_the_draft_changes(
    report, client, settings, monkeypatch
):
    settings.SHOW_DRAFTS = False
    fake_pdfs(monkeypatch)
    edition, _ = publishing.publish(report, a_publisher())
    page = client.get(f"/{report.path}/").content.decode()
    addresses = set(paths_in(page))
    assert len(addresses) == 4

    Picture.objects.all().delete()
    Supplement.objects.all().delete()
    Picture.history.all().delete()
    Supplement.history.all().delete()
    files = verification.orphan_files(dt.timedelta(seconds=-60))

    assert [name for name in files if name.startswith("uploads/")] == []
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
    assert list(verification.faults_of(edition)) == []
    default_storage.delete(storage.path_of(verification.files_of(edition)[0]))
    assert "is missing" in next(verification.faults_of(edition))


def test_files_of_a_withdrawn_document_are_not_public(
    report, client, settings, monkeypatch
):
    settings.SHOW_DRAFTS = False
    fake_pdfs(monkeypatch)
    publishing.publish(report, a_publisher())
    [address, *_] = paths_in(client.get(f"/{report.path}/").content.decode())
    file = client.get(address)
    known = {"If-None-Match": file["ETag"]}
    assert client.get(address, headers=known).status_code == 304

    publishing.withdraw(report, a_publisher(), "It had a wrong picture.")

    assert "must-revalidate" in file["Cache-Control"]
    assert client.get(address, headers=known).status_code == 404

    report.passages.update(body="<p>Without pictures.</p>")
    report.pictures.all().delete()
    publishing.publish(report, a_publisher(), "No pictures.")

    assert client.get(address, headers=known).status_code == 404


def test_supplement_is_downloaded_under_its_title(
    report, client, settings, monkeypatch
):
    settings.SHOW_DRAFTS = False
    fake_pdfs(monkeypatch)
    publishing.publish(report, a_publisher())
    page = client.get(f"/{report.path}/").content.decode()
    assert "Figures by ward (CSV, 1 KB)" in page

    [address] = [path for path in paths_in(page) if path.endswith(".csv")]
    response = client.get(address)

    assert (
        response["Content-Disposition"] == 'attachment; filename="Figures by ward.csv"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"


def test_exported_site_has_the_files(report, settings, monkeypatch, tmp_path):
    settings.SHOW_DRAFTS = False
    fake_pdfs(monkeypatch)
    edition, _ = publishing.publish(report, a_publisher())

    call_command("export_site", str(tmp_path / "site"))

    folder = tmp_path / "site" / report.path / "files"
    assert {p.name for p in folder.iterdir()} == set(verification.files_of(edition))


def test_stand_alone_file_has_its_pictures_inside(report):
    html = rendering.as_html(build(report))

    found = re.findall(r'src="data:image/png;base64,([^"]+)"', html)
    assert len(found) == 3
    assert base64.b64decode(found[0]).startswith(b"\x89PNG")
    assert 'href="http' in html and "/files/" in html


def test_word_file_has_pictures_with_alternative_text(report):
    file = docx.Document(io.BytesIO(as_docx(build(report))))

    shown = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert "A street at night" in shown and "" in shown
    xml = file.element.xml
    assert xml.count(":decorative ") == 1


@pytest.mark.pdf
@pytest.mark.long
def test_pdf_with_pictures_is_pdf_ua(report, tmp_path):
    path = tmp_path / "pictures.pdf"
    path.write_bytes(rendering.as_pdf(build(report)).content)

    assert ua_problems(path) == []


@pytest.mark.pdf
@pytest.mark.parametrize("is_decorative", [True, False])
@pytest.mark.parametrize(
    ("part", "colour"),
    [("top", (255, 0, 0)), ("middle", (0, 255, 0)), ("bottom", (0, 0, 255))],
)
def test_cover_keeps_a_part_of_a_tall_picture(
    report, tmp_path, part, colour, is_decorative
):
    tall = Image.new("RGB", (300, 900))
    for place, band in enumerate([(255, 0, 0), (0, 255, 0), (0, 0, 255)]):
        tall.paste(band, (0, 300 * place, 300, 300 * place + 300))
    data = io.BytesIO()
    tall.save(data, "PNG")
    words = {} if is_decorative else {"alternative_text": "Three colours"}
    report.pictures.filter(is_cover=True).update(
        file=storage.store_image(data.getvalue()),
        cover_part=part,
        is_decorative=is_decorative,
        **words,
    )

    path = tmp_path / "cover.pdf"
    document = build(report)
    document.sections, document.contents = [], []
    path.write_bytes(rendering.as_pdf(document).content)
    subprocess.run(["pdftoppm", "-r", "10", "-l", "1", "-png", path, path], check=True)

    [page] = tmp_path.glob("*.png")
    middle = Image.open(page).convert("RGB").getpixel((40, 88))
    assert max(abs(a - b) for a, b in zip(middle, colour, strict=True)) < 30


class TestUpload:
    @pytest.fixture
    def draft(self):
        return builders.a_report()

    def send(self, client, draft, data, file=None):
        given = {"file": SimpleUploadedFile("a.png", file)} if file else {}
        address = reverse("editor:pictures", args=[draft.pk])
        return client.post(
            address, data | given, headers={"Accept": "application/json"}
        )

    def test_picture_is_added_and_offered(self, officer, draft):
        data = {"alternative_text": "A lamp", "caption": "Lamps in Iffley"}

        answer = self.send(officer, draft, data, an_image_file())

        assert answer.status_code == 201
        assert answer.json()["token"] == "[@picture lamps-in-iffley]"
        assert officer.get(answer.json()["src"])["Content-Type"] == "image/png"
        again = self.send(officer, draft, data, an_image_file())
        assert again.json()["token"] == "[@picture lamps-in-iffley-2]"
        listed = officer.get(reverse("editor:pictures", args=[draft.pk])).json()
        assert len(listed["options"]) == 2

    @pytest.mark.parametrize(
        ("data", "file", "words"),
        [
            ({"alternative_text": "A lamp"}, None, "Select a picture"),
            ({}, an_image_file(), "Enter what the picture shows"),
            (
                {"alternative_text": "A", "is_decorative": "1"},
                an_image_file(),
                "Enter what the picture shows",
            ),
            ({"alternative_text": "A lamp"}, b"no picture", "must be a PNG"),
        ],
    )
    def test_error_says_what_to_do(self, officer, draft, data, file, words):
        answer = self.send(officer, draft, data, file)

        assert answer.status_code == 422 and words in answer.json()["errors"][0]
        assert not Picture.objects.exists()

    def test_form_that_is_shown_again_still_has_the_file(self, officer, draft):
        data = {"report": draft.pk, "number": "1", "title": ""}
        file = SimpleUploadedFile("wards.csv", b"ward,crimes\n")

        page = officer.post("/staff/supplements/new/", data | {"file-upload": file})
        name = page.context["record_form"].form["file"].value()
        officer.post("/staff/supplements/new/", data | {"title": "Wards", "file": name})

        assert Supplement.objects.get().file == name
        assert page.status_code == 422

    def test_file_of_another_type_is_an_error_at_its_field(self, officer, draft):
        data = {"report": draft.pk, "number": "1", "title": "Wards"}
        file = SimpleUploadedFile("wards.exe", b"MZ")

        page = officer.post("/staff/supplements/new/", data | {"file-upload": file})

        [(message, anchor)] = page.context["problems"]
        assert "must be a PDF" in message and anchor == "id_file"

    def test_page_lists_pictures_and_supplements(self, officer, draft):
        a_picture(report=draft, key="lamps", caption="New lamps")
        a_supplement(report=draft)

        page = officer.get(reverse("editor:files", args=[draft.pk])).content.decode()

        assert "[@picture lamps]" in page and "Figures by ward" in page
