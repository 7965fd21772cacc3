"""Uploaded files: pictures are re-encoded, other files are checked by their content."""

import datetime as dt
import errno
import io
import os
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image

from partnership.core.files import images, storage
from partnership.core.files.attachments import read_attachment
from partnership.core.files.images import LONGEST_SIDE, read_image
from partnership.core.files.names import describe, parse_name
from partnership.core.files.unused import unused_files
from partnership.core.values.disk_space import is_disk_full
from tests.builders import a_partner, an_image_file


def saved(image, format, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def a_photo(width=300, height=200, **options) -> bytes:
    """A picture of many colours, as a camera would save it."""
    noise = Image.effect_noise((width, height), 80)
    return saved(Image.merge("RGB", [noise] * 3), "JPEG", **options)


def opened(content):
    return Image.open(io.BytesIO(content))


def an_archive(*names, **contents) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, contents.get(name, "x"))
    return out.getvalue()


def damaged_archive() -> bytes:
    """An OpenDocument file whose list of contents is valid, but not its content."""
    data = an_archive("mimetype", mimetype="application/vnd.oasis.opendocument.text")
    return data.replace(b"application", b"applicatiox", 1)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
def test_pictures_are_stored_as_what_word_and_pdf_can_show(format):
    image = read_image(saved(Image.effect_noise((90, 60), 80), format))

    assert (image.width, image.height) == (90, 60)
    assert opened(image.content).format in {"JPEG", "PNG"}
    assert parse_name(f"{'a' * 64}-90x60.{image.extension}").is_image


def test_metadata_is_removed_and_the_picture_is_upright():
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    exif[0x0112] = 6  # held upright
    exif.get_ifd(0x8825)[1] = "N"
    data = a_photo(exif=exif, comment=b"taken at home")
    assert b"Maker of cameras" in data

    image = read_image(data)

    assert (image.width, image.height) == (200, 300)
    assert b"Maker" not in image.content and b"home" not in image.content
    assert not opened(image.content).getexif()


def test_text_of_a_png_is_removed():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "A. Person")

    stored = read_image(
        saved(Image.new("RGBA", (5, 5), "#12345678"), "PNG", pnginfo=info)
    )

    assert b"Person" not in stored.content
    assert stored.extension == "png" and opened(stored.content).mode == "RGBA"


def test_large_picture_is_made_smaller():
    image = read_image(saved(Image.new("RGB", (5000, 1000), "teal"), "PNG"))

    assert (image.width, image.height) == (LONGEST_SIDE, LONGEST_SIDE // 5)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_kind_of_pixels_can_be_read(mode):
    format = "JPEG" if mode == "CMYK" else "PNG"
    assert read_image(saved(Image.new(mode, (8, 8)), format)).width == 8


def decompression_bomb() -> bytes:
    """A header that claims a hundred thousand pixels each way."""
    data = bytearray(an_image_file())
    data[16:24] = (100_000).to_bytes(4) * 2
    import zlib

    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "must be a PNG"),
        (b"<svg onload='alert(1)'/>", "must be a PNG"),
        (saved(Image.new("RGB", (9, 9)), "GIF"), "must be a PNG"),
        (a_photo()[:3000], "damaged"),
        (decompression_bomb(), "pixels or fewer"),
        (b"x" * (images.MAX_BYTES + 1), "15 MB or smaller"),
    ],
    ids=["empty", "svg", "gif", "cut", "bomb", "large"],
)
def test_other_files_are_not_pictures(data, words):
    with pytest.raises(ValidationError, match=words):
        read_image(data)


@pytest.mark.parametrize(
    ("data", "name", "extension"),
    [
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (an_archive("[Content_Types].xml", "xl/workbook.xml"), "a.zip", "xlsx"),
        (an_archive("[Content_Types].xml", "word/document.xml"), "a.docx", "docx"),
        (b"a,b\n1,2\n", "A.CSV", "csv"),
    ],
)
def test_type_of_an_attachment_is_that_of_its_content(data, name, extension):
    assert read_attachment(data, name).extension == extension


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "empty"),
        (b"MZ\x90", "a.pdf", "must be a PDF"),
        (b"<script>", "a.html", "must be a PDF"),
        (an_archive("a.exe"), "a.xlsx", "must be a PDF"),
        (b"PK\x03\x04 and no more", "a.docx", "must be a PDF"),
        (damaged_archive(), "a.odt", "must be a PDF"),
        (
            an_archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
            "a.xlsx",
            "macros",
        ),
        ("Grün".encode("latin-1"), "a.csv", "UTF-8"),
        (b"a\0b", "a.txt", "must be a PDF"),
    ],
)
def test_attachment_of_another_type_is_refused(data, name, words):
    with pytest.raises(ValidationError, match=words):
        read_attachment(data, name)


def test_same_picture_is_stored_once_and_says_what_it_is(media_root):
    name = storage.store_image(an_image_file())

    assert storage.store_image(an_image_file()) == name
    assert describe(name) == "PNG picture, 60 × 40 pixels"
    assert opened(storage.read_stored(name)).size == (60, 40)


@pytest.mark.django_db
def test_only_files_that_nothing_names_are_unused(media_root):
    used = storage.store_image(an_image_file())
    published = storage.store_image(an_image_file(colour="navy"))
    left, new = (storage.store_image(an_image_file(colour=c)) for c in ("red", "blue"))
    a_partner(logo=used)
    hour_ago = dt.datetime.now(dt.UTC).timestamp() - 7200
    for name in (used, published, left):
        os.utime(default_storage.path(storage.path_of(name)), (hour_ago, hour_ago))

    assert unused_files([published], dt.timedelta(hours=1)) == [storage.path_of(left)]
    assert storage.is_stored(new)


@pytest.mark.parametrize("link", ["__cause__", "__context__"])
def test_full_disk_is_recognised_behind_another_error(link):
    error = ValueError("The file was not saved.")
    assert not is_disk_full(error)

    setattr(error, link, OSError(errno.ENOSPC, "Full"))

    assert is_disk_full(error)
