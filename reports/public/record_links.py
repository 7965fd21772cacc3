"""Links from the tables of a document to the public pages of the records they name.

A cell that contains only the name of a funding line, priority, objective or partnership
with a public page becomes a link to it. If several records have the name, the one of
the document's own partnership and year is linked, or none.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

from django.urls import reverse

from funding.releases import FUNDING_YEAR
from partnership.core.releases.queries import public_rows
from partnership.partners.releases import PARTNERSHIP
from priorities.releases import OBJECTIVE, PRIORITY
from reports.publication.listings import Listing

# A heading of a row or group of rows, or a cell of text, with its text up to the end of
# the cell or a note mark.
CELL = re.compile(
    r'(?P<start><th scope="(?:row|colgroup)"[^>]*>'
    r'|<td class="text">(?:<span class="column" aria-hidden="true">[^<]*</span> )?)'
    r'(?P<text>[^<>]+)(?=</t[hd]>|<span class="note-mark">)'
)


def one_line(text: str) -> str:
    """Text in lower case with single spaces, for comparison."""
    return " ".join(text.split()).lower()


def with_record_links(body: str, listing: Listing) -> str:
    """The body of a document with links to the pages that the public sees now."""
    urls = urls_by_name(listing)

    def linked(match):
        text = match["text"]
        url = urls.get(one_line(unescape(text)))
        if url is None:
            return match[0]
        return f'{match["start"]}<a href="{url}">{text}</a>'

    return CELL.sub(linked, body)


def urls_by_name(listing: Listing) -> dict[str, str]:
    """The page address for each name in lower case, if only one record has it."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, url in _pages(listing):
        if words := one_line(name):
            found[words].add(url)
    return {name: urls.pop() for name, urls in found.items() if len(urls) == 1}


def _pages(listing: Listing) -> Iterator[tuple[str, str]]:
    for row in public_rows(PARTNERSHIP.name):
        for name in {row["name"], row["short_name"]}:
            yield name, PARTNERSHIP.url(row["code"])
    for row in public_rows(OBJECTIVE.name):
        for name in {row["name"], row["text"]}:
            yield name, OBJECTIVE.url(row["code"])
    for row in public_rows(PRIORITY.name):
        is_own = row["partnership"]["code"] == listing.partnership_code
        if is_own and row["from_year"] <= listing.year <= row["to_year"]:
            yield row["name"], PRIORITY.url(row["code"])
    yield from _lines(listing)


def _lines(listing: Listing) -> Iterator[tuple[str, str]]:
    """The lines of the funds of its partnership, or of the home partnership's."""
    years, code = public_rows(FUNDING_YEAR.name), listing.partnership_code
    own = [row for row in years if row["partnership"]["code"] == code]
    for row in own or [row for row in years if row["partnership"]["is_home"]]:
        for line in row["lines"]:
            url = reverse("funding:line_detail", args=[line["code"]])
            for name in {line["name"], line["short_name"]}:
                yield name, url
