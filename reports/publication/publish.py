"""Publishing: review, editions and withdrawal.

An edition is never changed. The status of a report is that of its draft; the public
sees the current edition, whatever happens to the draft in the meantime.
"""

import json
from dataclasses import dataclass
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from partnership.core.values.fingerprints import file_sha256
from reports.assembly.build import build
from reports.checks import services
from reports.checks.services import Checked
from reports.document import tree
from reports.errors import ReportNotRendered
from reports.models import Edition, Report
from reports.publication import rendering
from reports.publication.data_fingerprint import data_fingerprint

Status = Report.Status


class NotReadyToPublish(Exception):
    """Raised when checks prevent publishing; `checked` has the results."""

    def __init__(self, checked: Checked):
        self.checked = checked
        super().__init__(
            f"This document was not published: {describe_open_issues(checked)}."
        )


class InvalidTransition(ValueError):
    """Raised when the report's status does not allow a step; the message says why."""


def describe_open_issues(checked: Checked) -> str:
    """“1 error to fix and 2 warnings to review”; empty if there are none."""
    stops, warnings = len(checked.stops), len(checked.warnings)
    counts = []
    if stops:
        counts.append("1 error to fix" if stops == 1 else f"{stops} errors to fix")
    if warnings == 1:
        counts.append("1 warning to review")
    elif warnings:
        counts.append(f"{warnings} warnings to review")
    return " and ".join(counts)


def current_edition(report: Report) -> Edition | None:
    """The edition that the public sees, if the report is published."""
    return report.editions.filter(is_current=True).first()


def is_up_to_date(report: Report) -> bool:
    """Whether the current edition is the same as the draft."""
    edition = current_edition(report)
    if report.status != Status.PUBLISHED or edition is None:
        return False
    try:
        return edition.content == frozen(build(report, is_edition=True))
    except ReportNotRendered:
        return False


def needs_change_note(report: Report) -> bool:
    """Whether the next edition needs a change note: all but the first do."""
    return report.editions.exists()


def submit_for_review(report: Report, user) -> None:
    """Submit the draft for review. Raises InvalidTransition."""
    allowed = {Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN}
    with transaction.atomic():
        row = _locked(report, allowed)
        _move(row, Status.IN_REVIEW, "Submitted for review", user)
    report.status = row.status


def request_changes(report: Report, user, reason: str) -> None:
    """Request changes to a draft.

    Raises InvalidTransition, or ValueError without a reason.
    """
    reason = _require_reason(reason, "Enter what needs to change")
    with transaction.atomic():
        row = _locked(report, {Status.IN_REVIEW})
        _move(row, _status_before_review(row), f"Changes requested: {reason}", user)
    report.status = row.status


def withdraw(report: Report, user, reason: str) -> None:
    """Take a published document off the site; its editions stay in the database.

    Raises InvalidTransition, or ValueError without a reason.
    """
    reason = _require_reason(reason, "Enter a reason for withdrawing the document")
    with transaction.atomic():
        row = _locked(report, {Status.PUBLISHED, Status.IN_REVIEW})
        if current_edition(row) is None:
            raise InvalidTransition(
                "You cannot withdraw a document that is not published."
            )
        row.editions.filter(is_current=True).update(is_current=False)
        _move(row, Status.WITHDRAWN, f"Withdrawn: {reason}", user)
    report.status = row.status


def _require_reason(reason, ask):
    if not reason.strip():
        raise ValueError(ask)
    return reason.strip()


def _status_before_review(row):
    if current_edition(row):
        return Status.PUBLISHED
    return Status.WITHDRAWN if row.editions.exists() else Status.DRAFT


def _locked(report, allowed=frozenset(Status)) -> Report:
    """The current report, locked until the end of the transaction."""
    row = _reports().select_for_update(of=["self"]).get(pk=report.pk)
    if row.status not in allowed:
        raise InvalidTransition(
            "You cannot do this because the status of the document is now "
            f"“{row.get_status_display().lower()}”."
        )
    return row


def _reports():
    return Report.objects.select_related("partnership__police_area")


def _move(row, status, reason, user):
    row.status = status
    row._change_reason = reason[:300]
    row._history_user = user
    row.save()


@dataclass
class Candidate:
    """A checked draft: what an edition of it would contain, and its check results.

    `fingerprint` is that of the data from before the checks ran and the document was
    built: while the data still has it, both are up to date.
    """

    fingerprint: str
    checked: Checked
    document: tree.Document
    content: dict


@dataclass
class RenderedEdition:
    """The HTML and PDF of one edition."""

    html: bytes
    pdf: bytes


def publish(report: Report, user, change_note: str = "") -> tuple[Edition, bool]:
    """Publish the report as it is now as a new edition.

    Return the current edition and whether it is new: a draft that is the same as the
    current edition makes no new one. In each of these cases nothing is changed and no
    file is stored:

    - NotReadyToPublish: there are errors or open warnings
    - ValueError: a correction has no change note
    - InvalidTransition: the draft changed while its PDF was laid out
    - ReportNotRendered: the document cannot be built
    """
    candidate = _prepare(report)
    if _matches_current_edition(report, candidate):
        return _confirm_current_edition(report, user), False
    _require_change_note(report, change_note)
    # Lay out the PDF before locking the report: it takes seconds, and others edit.
    rendered = _render(candidate.document)
    stored: list = []
    try:
        with transaction.atomic():
            row = _locked(report)
            candidate = _recheck_if_changed(row, candidate)
            if _matches_current_edition(row, candidate):
                result = _confirm_current_edition(row, user), False
            else:
                _require_change_note(row, change_note)
                edition = _edition(row, user, change_note.strip(), candidate, rendered)
                _store(edition, rendered, stored)
                _make_current(row, edition, user)
                result = edition, True
    except BaseException:
        for file in stored:
            file.storage.delete(file.name)
        raise
    report.status = row.status
    return result


def _prepare(report: Report) -> Candidate:
    """Check and build the report as stored. Raises NotReadyToPublish."""
    fingerprint = data_fingerprint()
    # Read again: the caller's copy may be older than the fingerprint.
    row = _reports().get(pk=report.pk)
    checked = services.run(row)
    if not checked.may_be_published:
        raise NotReadyToPublish(checked)
    document = build(row, is_edition=True)
    return Candidate(fingerprint, checked, document, frozen(document))


def _recheck_if_changed(row: Report, candidate: Candidate) -> Candidate:
    """Check and build again if any data has changed: it may be of another document.

    Raises NotReadyToPublish, or InvalidTransition if this document has changed.
    """
    if data_fingerprint() == candidate.fingerprint:
        return candidate
    latest = _prepare(row)
    if latest.content != candidate.content:
        raise InvalidTransition(
            "The draft changed while you were publishing, so it was not published. "
            "Check it and try again."
        )
    return latest


def _require_change_note(report, change_note):
    if needs_change_note(report):
        _require_reason(change_note, "Enter a change note")


def _matches_current_edition(report, candidate) -> bool:
    edition = current_edition(report)
    return edition is not None and edition.content == candidate.content


def _confirm_current_edition(report, user) -> Edition:
    """The current edition, for a draft with the same content."""
    with transaction.atomic():
        row = _locked(report)
        edition = current_edition(row)
        if edition is None:
            raise InvalidTransition(
                "Someone has withdrawn this document. Nothing has changed."
            )
        if row.status != Status.PUBLISHED:
            reason = f"Edition {edition.number} is up to date"
            _move(row, Status.PUBLISHED, reason, user)
    report.status = row.status
    return edition


def _render(document) -> RenderedEdition:
    html = rendering.as_html(document).encode()
    return RenderedEdition(html, rendering.as_pdf(document).content)


def _edition(row, user, change_note, candidate, rendered) -> Edition:
    last = row.editions.order_by("-number").first()
    return Edition(
        report=row,
        number=last.number + 1 if last else 1,
        content=candidate.content,
        change_note=change_note,
        accepted_warnings=[
            {
                "check": warning.check,
                "found": warning.what,
                "where": warning.where,
                "reason": accepted.reason,
                "by": str(accepted.accepted_by or ""),
            }
            for warning, accepted in candidate.checked.accepted
        ],
        html_sha256=file_sha256(rendered.html),
        pdf_sha256=file_sha256(rendered.pdf),
        published_at=timezone.now(),
        published_by=user,
    )


def _store(edition, rendered, stored):
    """Store the files, each added to `stored` as soon as it is there."""
    stem = f"{edition.report.file_stem}-edition-{edition.number}"
    for file, name, content in (
        (edition.html, f"{stem}.html", rendered.html),
        (edition.pdf, f"{stem}.pdf", rendered.pdf),
    ):
        file.save(name, ContentFile(content), save=False)
        stored.append(file)


def _make_current(row, edition, user):
    row.editions.filter(is_current=True).update(is_current=False)
    edition.save()
    _move(row, Status.PUBLISHED, f"Published edition {edition.number}", user)


# Fields that the page of an edition shows besides the body.
ON_PAGE = [
    *("title", "full_title", "document_type_name", "description", "period_words"),
    *("partnership", "meeting", "style", "notices", "numbers_paragraphs"),
]


def frozen(document: tree.Document) -> dict:
    """Everything a page needs to show the document later: its data and its markup."""
    data = json.loads(rendering.as_json(document))
    body = render_to_string("reports/document/body.html", {"document": document})
    page = {name: getattr(document, name) for name in ON_PAGE}
    page |= {"body": body, "contents": data["contents"]}
    # In the form the database returns, so that two of them can be compared.
    return json.loads(json.dumps({"document": data, "page": page}))


def page_of(edition: Edition) -> SimpleNamespace:
    """What the page shows instead of a live document."""
    return SimpleNamespace(**edition.content["page"], state=tree.PUBLISHED)
