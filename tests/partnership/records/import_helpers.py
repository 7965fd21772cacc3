"""Helpers for tests of the import pages."""

import csv
import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.core.imports.rows.resource import RESOURCES

TERMS = "/staff/terms/import/"


def upload(client, data, name="terms.csv", slug="terms"):
    """Choose a file: the page of its check, or the first page with an error."""
    data = data.encode() if isinstance(data, str) else data
    file = SimpleUploadedFile(name, data)
    return client.post(f"/staff/{slug}/import/", {"file": file}, follow=True)


def address(page):
    """Where the check of an upload is."""
    return page.redirect_chain[-1][0]


def confirm(client, page):
    return client.post(address(page), {"confirm": "1"}, follow=True)


def page_text(page):
    """What a page says, as words."""
    text = re.sub(r"<[^>]+>", " ", page.content.decode().partition("<main")[2])
    return " ".join(text.replace("&#x27;", "'").split())


def cells(page):
    """The lines of the page's table."""
    return [list(map(str, row.cells)) for row in page.context["table"].rows]


def headings_of(record):
    slots = RESOURCES[record.model]().slots
    return [column.column_name for slot in slots for column in slot.columns]


def as_csv(*rows):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
