"""Links below each table of an edition to that table as CSV and Excel."""

import re

from django.urls import reverse
from django.utils.html import format_html

from reports.public.open_data.tables import tables_of_document

TABLE = re.compile(
    r'<div class="table [^>]*? id="table-(?P<key>[\w-]+)"[^>]*>'
    r'.*?<div class="endt"></div>\s*</div>',
    re.S,
)
LINK = '<a href="{}" aria-label="{}: {}">{}</a>'


def with_table_files(body: str, edition) -> str:
    """An edition's body with links to the files of each table below it."""
    tables = tables_of_document(edition.content.get("document", {}))

    def place(match):
        key = match["key"]
        if key not in tables:
            return match[0]
        args = [edition.path, edition.number, key]
        links = [
            format_html(
                LINK,
                reverse("reports:edition_table", args=[*args, extension]),
                label,
                tables[key].name,
                label,
            )
            for extension, label in [("csv", "CSV"), ("xlsx", "Excel")]
        ]
        files = f"Download this table: {' '.join(links)}"
        return f'{match[0]}<p class="table-files">{files}</p>'

    return TABLE.sub(place, body)
