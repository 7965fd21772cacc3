"""Pictures, supplements and logos in a ZIP file beside the workbook of all records."""

import io
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from partnership.core.files.bundles import _is_as_stored, store_bundle
from partnership.core.files.names import parse_name
from partnership.core.files.storage import is_stored, path_of, store_image
from partnership.core.imports.county import county_workbook
from partnership.core.imports.files import read_file, reading_process
from partnership.core.values.fingerprints import file_sha256
from partnership.models import Partner
from reports.models import Picture, Supplement
from tests import builders
from tests.imports.test_round_trip import clear, documents
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_in_process(monkeypatch, media_root):
    monkeypatch.setattr(read_file, "read_in_child", reading_process.read)


@pytest.fixture
def a_county():
    """An agreement with a cover, a picture in its text, a supplement and a logo."""
    report = a_testshire_report()
    photo = Image.merge("RGB", [Image.effect_noise((90, 60), 80)] * 3)
    out = io.BytesIO()
    photo.save(out, "JPEG")
    cover = store_image(out.getvalue())
    builders.a_picture(report=report, key="cover", file=cover, is_cover=True)
    builders.a_picture(report=report, key="street", caption="A street")
    builders.a_supplement(report=report)
    row = report.passages.get(key="introduction.what")
    row.body += "<p>[@picture street]</p>"
    row.save()
    logo = store_image(builders.an_image_file(colour="red"))
    Partner.objects.filter(code="council").update(logo=logo)
    return report


def a_zip(files, compression=zipfile.ZIP_STORED) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    stream.seek(0)
    stream.name = "files.zip"
    return stream


def empty_installation(media_root):
    clear()
    for file in (media_root / "uploads").iterdir():
        file.unlink()


def test_exported_county_is_the_same_elsewhere_with_its_pictures(
    a_county, media_root, tmp_path
):
    before = documents()
    workbook, files = str(tmp_path / "county.xlsx"), str(tmp_path / "files.zip")
    call_command("export_workbook", workbook, files=files)
    empty_installation(media_root)

    call_command("import_workbook", workbook, files=files)

    assert documents() == before
    names = [
        *Picture.objects.values_list("file", flat=True),
        *Supplement.objects.values_list("file", flat=True),
        Partner.objects.get(code="council").logo,
    ]
    assert len(names) == 4
    assert all(map(is_stored, names))


def test_own_zip_names_its_files_as_the_workbook_does(a_county, client):
    book = load_workbook(io.BytesIO(county_workbook.write()))
    sheet = book["Pictures"]
    column = [cell.value for cell in sheet[1]].index("file") + 1
    sheet.cell(2, column, "Bridge.PNG")
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    stream.name = "county.xlsx"
    files = a_zip({"photos/bridge.png": builders.an_image_file(70, 30), "x.txt": b"x"})
    client.force_login(builders.a_user(is_superuser=True))

    page = client.post(
        reverse("records:workbook"), {"file": stream, "files": files}, follow=True
    )

    preview = page.context["preview"]
    assert preview["count"] == 1
    assert "does not name: “x.txt”" in preview["notes"][-1]
    client.post(page.redirect_chain[-1][0], {"confirm": "1"})
    [picture] = Picture.objects.filter(file__contains="-70x30.")
    assert is_stored(picture.file)


def test_browser_downloads_the_files_of_all_records(a_county, client):
    client.force_login(builders.a_user(is_superuser=True))
    lost = Picture.objects.first().file
    default_storage.delete(path_of(lost))

    answer = client.get(reverse("records:workbook_files"))

    content = io.BytesIO(b"".join(answer.streaming_content))
    with zipfile.ZipFile(content) as archive:
        assert len(archive.namelist()) == 4
        assert lost in archive.read("files-not-found.txt").decode()
    assert len(store_bundle(content)) == 3


def test_workbook_without_its_files_names_the_rows(a_county, media_root, tmp_path):
    workbook = str(tmp_path / "county.xlsx")
    call_command("export_workbook", workbook)
    empty_installation(media_root)

    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_workbook", workbook)


def a_photo_with_place():
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_picture_that_only_claims_to_be_stored_is_created_again():
    photo = a_photo_with_place()
    claimed = f"{file_sha256(photo)}-30x20.jpg"

    [name] = store_bundle(a_zip({claimed: photo})).values()

    assert name != claimed
    assert not is_stored(claimed)


def test_picture_with_data_after_its_end_is_created_again(media_root):
    out, text = io.BytesIO(), PngInfo()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    drawn = out.getvalue()
    text.add_text("Comment", "Testshire")
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=text)
    chunk = out.getvalue()[33:][: -len(drawn[33:])]  # after the first one
    for content in [drawn + b"<script>", drawn[:-12] + chunk + drawn[-12:]]:
        name = f"{file_sha256(content)}-2x2.png"

        [stored] = store_bundle(a_zip({name: content})).values()

        assert stored != name


@pytest.mark.parametrize("error", [struct.error, EOFError, IndexError])
def test_picture_that_cannot_be_read_as_stored_is_created_again(monkeypatch, error):
    def failing(*args, **kwargs):
        raise error

    content = a_photo_with_place()
    name = parse_name(f"{file_sha256(content)}-30x20.jpg")
    monkeypatch.setattr(Image, "open", failing)

    assert not _is_as_stored(name, content)


def encrypted(stream):
    data = bytearray(stream.getvalue())
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    return io.BytesIO(bytes(data))


def damaged(stream):
    """The same with other bytes where the content of its only file is."""
    data = bytearray(stream.getvalue())
    start = 30 + len("a.txt") + 9  # after the details of the file and its packing
    data[start : start + 2] = b"\xff\xff"
    return io.BytesIO(bytes(data))


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (damaged(a_zip({"a.txt": b"abc" * 50}, zipfile.ZIP_LZMA)), "a.txt: .*damaged"),
        (io.BytesIO(b"no zip"), "must be a ZIP file"),
        (encrypted(a_zip({"a.txt": b"a"})), "password-protected"),
        (a_zip({f"{n}.txt": b"a" for n in range(5_001)}), "no more than 5,000 files"),
        (a_zip({"a.exe": b"MZ"}), "a.exe: The file must be a PDF"),
        (a_zip({"a.png": b"\x89PNG and no more"}), "a.png: The picture must be"),
        (a_zip({"a.txt": b"a", "other/A.txt": b"b"}), "Two files in the ZIP file"),
        (a_zip({"in.zip": a_zip({"a.txt": b"a"}).getvalue()}), "in.zip: The file must"),
        (
            a_zip({"a.txt": b"0" * 20_000_001}, zipfile.ZIP_DEFLATED),
            "a.txt: The file must be 20 MB or smaller",
        ),
    ],
)
def test_unsafe_zip_files_are_refused_with_what_to_do(file, message):
    with pytest.raises(ValidationError, match=message):
        store_bundle(file)


def test_names_with_folders_go_nowhere_else(media_root):
    stored = store_bundle(
        a_zip({"../../evil.txt": b"a", "__MACOSX/._a.txt": b"b", ".DS_Store": b"c"})
    )

    assert [*stored] == ["evil.txt"]
    assert [path.name for path in media_root.rglob("*.txt")] == [*stored.values()]
