"""What an edition stores of its document, so that a page can show it later."""

import json
from types import SimpleNamespace

from django.core.cache import cache
from django.template.loader import render_to_string

from reports.assembly.build import build
from reports.document import tree
from reports.models import Edition, Report
from reports.publication import rendering
from reports.publication.data_fingerprint import data_fingerprint

# Fields of a document's data that are about one edition or file only.
OF_ONE_FILE = ["edition", "drafted_at"]
# Fields that the page of an edition shows besides the body.
ON_PAGE = [
    *("title", "full_title", "document_type_name", "description", "period_words"),
    *("partnership", "meeting", "style", "notices", "numbers_paragraphs", "base"),
]


def frozen(document: tree.Document) -> dict:
    """Everything a page needs to show the document later: its data and its markup."""
    data = json.loads(rendering.as_json(document))
    for name in OF_ONE_FILE:
        data.pop(name)
    body = render_to_string("reports/document/body.html", {"document": document})
    page = {name: getattr(document, name) for name in ON_PAGE}
    page |= {"body": body, "contents": data["contents"]}
    page["cover_picture"] = data["cover_picture"]
    files = [
        {"name": file.name, "title": file.title} for file in tree.files_of(document)
    ]
    # In the form the database returns, so that two of them can be compared.
    content = {"document": data, "page": page, "files": files}
    return json.loads(json.dumps(content))


def draft_content(report: Report) -> dict:
    """What an edition of the draft would contain, from the cache if nothing changed.

    Raises ReportNotRendered.
    """
    # One entry for each report: the database would keep those of earlier data.
    name, fingerprint = f"draft-content:{report.pk}", data_fingerprint()
    stored_for, content = cache.get(name, ("", {}))
    if stored_for != fingerprint:
        # Read again: the caller's copy may be older than the fingerprint.
        row = Report.objects.select_related("partnership__police_area")
        content = frozen(build(row.get(pk=report.pk), is_edition=True))
        cache.set(name, (fingerprint, content))
    return content


def filename_of(content: dict, name: str) -> str:
    """What a file of an edition's content is called, without its extension."""
    for file in content.get("files", []):
        if file["name"] == name:
            return file["title"]
    return ""


def page_of(edition: Edition) -> SimpleNamespace:
    """What the page shows instead of a live document."""
    return SimpleNamespace(**edition.content["page"], state=tree.PUBLISHED)
