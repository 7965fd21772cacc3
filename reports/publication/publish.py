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

Status = Report.Status


class NotPublishable(Exception):
    """Raised when checks prevent publishing; `checked` has the results."""

    def __init__(self, checked: Checked):
        self.checked = checked
        super().__init__(f"This document was not published: {left_to_do(checked)}.")


class NotNow(ValueError):
    """Raised when the report's status does not allow a step; the message says why."""


def left_to_do(checked: Checked) -> str:
    """“1 error to fix and 2 warnings to review”; empty if there are none."""
    stops, warnings = len(checked.stops), len(checked.warnings)
    told = []
    if stops:
        told.append("1 error to fix" if stops == 1 else f"{stops} errors to fix")
    if warnings == 1:
        told.append("1 warning to review")
    elif warnings:
        told.append(f"{warnings} warnings to review")
    return " and ".join(told)


def current(report: Report) -> Edition | None:
    """The edition that the public sees, if the report is published."""
    return report.editions.filter(is_current=True).first()


def stands(report: Report) -> bool:
    """Whether the current edition is the same as the draft."""
    if report.status != Status.PUBLISHED:
        return False
    try:
        return _is_told(report, frozen(build(report, is_edition=True)))
    except ReportNotRendered:
        return False


def needs_change_note(report: Report) -> bool:
    """Whether the next edition needs a change note: all but the first do."""
    return report.editions.exists()


def submit_for_review(report: Report, user) -> None:
    """Submit the draft for review. Raises NotNow."""
    allowed = {Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN}
    with transaction.atomic():
        row = _locked(report, allowed)
        _move(row, Status.IN_REVIEW, "Submitted for review", user)
    report.status = row.status


def request_changes(report: Report, user, reason: str) -> None:
    """Request changes to a draft. Raises NotNow, or ValueError without a reason."""
    reason = _require_reason(reason, "Enter what needs to change")
    with transaction.atomic():
        row = _locked(report, {Status.IN_REVIEW})
        _move(row, _status_before_review(row), f"Changes requested: {reason}", user)
    report.status = row.status


def withdraw(report: Report, user, reason: str) -> None:
    """Take a published document off the site; its editions stay in the database.

    Raises NotNow, or ValueError without a reason.
    """
    reason = _require_reason(reason, "Enter a reason for withdrawing the document")
    with transaction.atomic():
        row = _locked(report, {Status.PUBLISHED, Status.IN_REVIEW})
        if current(row) is None:
            raise NotNow("You cannot withdraw a document that is not published.")
        row.editions.filter(is_current=True).update(is_current=False)
        _move(row, Status.WITHDRAWN, f"Withdrawn: {reason}", user)
    report.status = row.status


def _require_reason(reason, ask):
    if not reason.strip():
        raise ValueError(ask)
    return reason.strip()


def _status_before_review(row):
    if current(row):
        return Status.PUBLISHED
    return Status.WITHDRAWN if row.editions.exists() else Status.DRAFT


def _locked(report, allowed=frozenset(Status)) -> Report:
    """The current report, locked until the end of the transaction."""
    rows = Report.objects.select_for_update(of=["self"])
    row = rows.select_related("partnership__police_area").get(pk=report.pk)
    if row.status not in allowed:
        raise NotNow(
            "You cannot do this because the status of the document is now "
            f"“{row.get_status_display().lower()}”."
        )
    return row


def _move(row, status, reason, user):
    row.status = status
    row._change_reason = reason[:300]
    row._history_user = user
    row.save()


@dataclass
class Made:
    """The content, HTML and PDF of one edition, made from one build."""

    content: dict
    html: bytes
    pdf: bytes


def publish(report: Report, user, change_note: str = "") -> tuple[Edition, bool]:
    """Publish the report as it is now as a new edition.

    Return the current edition and whether it is new: a draft that is the same as the
    current edition makes no new one. Raises NotPublishable while there are errors or
    open warnings, ValueError for a correction without a change note, NotNow if the
    draft changed while its PDF was laid out, and ReportNotRendered if the document
    cannot be built. In each case nothing is changed and no file is stored.
    """
    _stop_unless_ready(report)
    document = build(report, is_edition=True)
    if _is_told(report, frozen(document)):
        return _as_it_is(report, user), False
    _require_change_note(report, change_note)
    # Lay out the PDF before locking the report: it takes seconds, and others edit.
    made = _make(document)
    stored: list = []
    try:
        with transaction.atomic():
            row = _locked(report)
            result = _publish(row, user, change_note.strip(), made, stored)
    except BaseException:
        for file in stored:
            file.storage.delete(file.name)
        raise
    report.status = row.status
    return result


def _stop_unless_ready(report) -> Checked:
    checked = services.run(report)
    if not checked.may_be_published:
        raise NotPublishable(checked)
    return checked


def _require_change_note(report, change_note):
    if needs_change_note(report):
        _require_reason(change_note, "Enter a change note")


def _is_told(report, content):
    """Whether the current edition already has this content."""
    edition = current(report)
    return edition is not None and edition.content == content


def _as_it_is(report, user) -> Edition:
    """The current edition, for a draft with the same content."""
    with transaction.atomic():
        row = _locked(report)
        edition = current(row)
        if edition is None:
            raise NotNow("Someone has withdrawn this document. Nothing has changed.")
        if row.status != Status.PUBLISHED:
            reason = f"Edition {edition.number} is up to date"
            _move(row, Status.PUBLISHED, reason, user)
    report.status = row.status
    return edition


def _make(document) -> Made:
    html = rendering.as_html(document).encode()
    return Made(frozen(document), html, rendering.as_pdf(document).content)


def _publish(row, user, change_note, made, stored):
    """Store the edition, if the report still has the content it was made from."""
    checked = _stop_unless_ready(row)
    if _is_told(row, made.content):
        return _as_it_is(row, user), False
    _require_change_note(row, change_note)
    if frozen(build(row, is_edition=True)) != made.content:
        raise NotNow(
            "The draft changed while you were publishing, so it was not published. "
            "Check it and try again."
        )
    edition = _edition(row, user, change_note, made, checked)
    _store(edition, made, stored)
    row.editions.filter(is_current=True).update(is_current=False)
    edition.save()
    _move(row, Status.PUBLISHED, f"Published edition {edition.number}", user)
    return edition, True


def _edition(row, user, change_note, made, checked) -> Edition:
    last = row.editions.order_by("-number").first()
    return Edition(
        report=row,
        number=last.number + 1 if last else 1,
        content=made.content,
        change_note=change_note,
        accepted_warnings=[
            {
                "check": finding.check,
                "found": finding.what,
                "where": finding.where,
                "reason": answer.reason,
                "by": str(answer.accepted_by or ""),
            }
            for finding, answer in checked.left
        ],
        html_sha256=file_sha256(made.html),
        pdf_sha256=file_sha256(made.pdf),
        published_at=timezone.now(),
        published_by=user,
    )


def _store(edition, made, stored):
    stem = f"{edition.report.file_stem}-edition-{edition.number}"
    for file, name, content in (
        (edition.html, f"{stem}.html", made.html),
        (edition.pdf, f"{stem}.pdf", made.pdf),
    ):
        file.save(name, ContentFile(content), save=False)
        stored.append(file)


# Fields that the page of an edition shows besides the body.
ON_PAGE = [
    *("title", "full_title", "kind_name", "description", "period_words"),
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
