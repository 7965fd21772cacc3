"""Pictures and supplements at the address of their document.

Everyone can open those of a published edition. Those of a draft are for users who may
view the draft in the staff area, for people it is shared with, and, where the site
shows drafts, for everyone.
"""

from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from django.views.generic import View

from partnership.core.files.names import parse_name
from partnership.core.records.editing.file_views import file_response
from partnership.core.stored_pages.middleware import CACHE_CONTROL
from partnership.models import Partner
from reports.assembly.build import find
from reports.models import Edition, Report, Reviewer
from reports.public import queries as public
from reports.publication.edition_content import filename_of
from reports.publication.verification import files_of

NOT_FOUND = "This file does not exist."


class DocumentFile(View):
    @method_decorator(conditional_page)
    def get(self, request, document_type, rest, name):
        edition = _published(f"{document_type}/{rest}", name)
        if edition is not None:
            response = _response(name, filename_of(edition.content, name))
            # The content of a name never changes, but a document can be withdrawn.
            response["Cache-Control"] = CACHE_CONTROL
            return response
        report = public.draft_at(document_type, rest)
        if report is None and request.user.is_authenticated:
            report = _report_for(request.user, f"{document_type}/{rest}")
        if report is None:
            raise Http404(NOT_FOUND)
        return draft_file(report, name)


def _published(path, name) -> Edition | None:
    """Return the edition with the file, unless it was withdrawn."""
    editions = Edition.objects.public().filter(path=path).only("content")
    return next((edition for edition in editions if name in files_of(edition)), None)


def _report_for(user, path) -> Report | None:
    """The report at a path, if the user may read its draft."""
    try:
        report = find(path)
    except LookupError:
        return None
    if user.has_perm("reports.view_report"):
        return report
    shared = Reviewer.objects.of_user(user).filter(report=report)
    return report if shared.exists() else None


def draft_file(report: Report, name: str):
    """A file of a draft: of the report itself, or the logo of a partner.

    Raises Http404 for any other file.
    """
    title = ""
    supplement = report.supplements.filter(file=name).first()
    if supplement is not None:
        title = supplement.title
    elif not (
        report.pictures.filter(file=name).exists()
        or Partner.objects.filter(logo=name).exists()
    ):
        raise Http404(NOT_FOUND)
    response = _response(name, title)
    response["Cache-Control"] = "private, no-store"
    return response


def _response(name, title):
    found = parse_name(name)
    if found is None:
        raise Http404(NOT_FOUND)
    return file_response(found, f"{title}.{found.extension}" if title else "")
