"""Publishing: review, editions and withdrawal.

An edition is never changed. The status of a report is that of its draft; the public
sees the current edition, whatever happens to the draft in the meantime.
"""

from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from partnership.core.models import AuditEntry
from partnership.core.models.audit import record
from partnership.core.models.display import with_count
from partnership.core.stored_pages.build import build_after_commit
from partnership.core.values.dates import day
from partnership.core.values.fingerprints import file_sha256
from reports.assembly.build import build
from reports.checks import services
from reports.checks.services import CheckResult
from reports.document import tree
from reports.errors import BuildProblem, ReportNotRendered
from reports.models import Edition, Report, ScheduledPublication, Withdrawal
from reports.models.reviews import SUBMITTED
from reports.publication import pdf_ua, rendering
from reports.publication.contained import contained_in, release_contained
from reports.publication.data_fingerprint import data_fingerprint
from reports.publication.edition_content import draft_content, frozen
from reports.publication.listings import listing_of
from reports.publication.verification import content_sha256, template_version

Status = Report.Status
# Pages that list every document.
LISTS = ["/", "/documents/"]


class NotReadyToPublish(Exception):
    """Raised when checks prevent publishing; `checked` has the results."""

    def __init__(self, checked: CheckResult):
        self.checked = checked
        super().__init__(
            f"This document was not published: {describe_open_issues(checked)}."
        )


class InvalidTransition(ValueError):
    """Raised when the report's status does not allow a step; the message says why."""


def describe_open_issues(checked: CheckResult) -> str:
    """“1 error to fix and 2 warnings to review”; empty if there are none."""
    errors, warnings = len(checked.errors), len(checked.warnings)
    counts = []
    if errors:
        counts.append(f"{with_count(errors, 'error')} to fix")
    if warnings:
        counts.append(f"{with_count(warnings, 'warning')} to review")
    return " and ".join(counts)


def current_edition(report: Report) -> Edition | None:
    """The edition that the public sees, if the report is published."""
    return report.editions.filter(is_current=True).first()


def superseded_by(edition: Edition) -> Edition | None:
    """The next edition, if this one is no longer the current one."""
    if edition.is_current:
        return None
    later = Edition.objects.public().filter(
        report=edition.report_id, number__gt=edition.number
    )
    return later.order_by("number").defer("content").first()


def has_same_content(report: Report) -> bool:
    """Whether an edition of the draft would be the same as the current one."""
    edition = current_edition(report)
    if edition is None:
        return False
    try:
        return edition.content == draft_content(report)
    except ReportNotRendered:
        return False


def note_step(report: Report, reason: str, user) -> None:
    """Add a step to the publishing history, without changing the status."""
    with transaction.atomic():
        row = _locked(report)
        _move(row, row.status, reason, user)


def needs_change_note(report: Report) -> bool:
    """Whether the next edition needs a change note: all but the first do."""
    return report.editions.exists()


def submit_for_review(report: Report, user) -> None:
    """Submit the draft for review. Raises InvalidTransition."""
    allowed = {Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN}
    with transaction.atomic():
        row = _locked(report, allowed)
        _move(row, Status.IN_REVIEW, SUBMITTED, user)
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
    """Withdraw a published document; its editions stay in the database.

    Cancels any scheduled publication.

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
        Withdrawal.objects.create(
            report=row, reason=reason, withdrawn_at=timezone.now(), withdrawn_by=user
        )
        record(AuditEntry.Action.WITHDRAW, user, row.path)
        _move(row, Status.WITHDRAWN, f"Withdrawn: {reason}", user)
        cancel_schedule(row, user)
    report.status = row.status


def cancel_schedule(report: Report, user) -> bool:
    """Cancel the scheduled publication; return whether there was one."""
    rows = report.schedule.filter(status=ScheduledPublication.Status.WAITING)
    if not rows.update(status=ScheduledPublication.Status.CANCELLED):
        return False
    note_step(report, "Scheduled publication cancelled", user)
    return True


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
    built: while the data still has it, both are up to date. `records` is what it prints
    of records with public pages.
    """

    fingerprint: str
    checked: CheckResult
    document: tree.Document
    content: dict
    records: list


@dataclass
class RenderedEdition:
    """The HTML, PDF and JSON of one edition, and whether its PDF was checked."""

    html: bytes
    pdf: bytes
    json: bytes
    pdf_ua_check: str


def publish(report: Report, user, change_note: str = "") -> tuple[Edition, bool]:
    """Publish the report as it is now as a new edition.

    Return the current edition and whether it is new: a draft that is the same as the
    current edition does not create a new one. In each of these cases nothing is changed
    and no file is stored:

    - NotReadyToPublish: there are errors or open warnings
    - ValueError: a correction has no change note
    - InvalidTransition: the draft changed while its PDF was laid out
    - ReportNotRendered: the document cannot be built
    """
    candidate = _prepare(report)
    if _matches_current_edition(report, candidate):
        return _confirm_current_edition(report, user), False
    _require_change_note(report, change_note)
    edition = _next_edition(report, user, change_note.strip())
    # Lay out the PDF before locking the report: it takes seconds, and others edit.
    mark = _mark(edition.number, edition.published_at, edition.change_note)
    rendered = _render(replace(candidate.document, edition=mark))
    with _files_removed_on_error() as files, transaction.atomic():
        row = _locked(report)
        _require_not_withdrawn_since(row, edition)
        candidate = _recheck_if_changed(row, candidate)
        if _matches_current_edition(row, candidate):
            result = _confirm_current_edition(row, user), False
        else:
            _require_change_note(row, change_note)
            _requirenext_number(row, edition)
            _complete(edition, row, candidate, rendered)
            _store(edition, rendered, files)
            _make_current(row, edition, user)
            release_contained(candidate.records, edition, user)
            build_after_commit(LISTS + [f"/{edition.path}/"])
            result = edition, True
    report.status = row.status
    return result


def _prepare(report: Report) -> Candidate:
    """Check and build the report as stored. Raises NotReadyToPublish."""
    fingerprint = data_fingerprint()
    # Read again: the caller's copy may be older than the fingerprint.
    row = _reports().get(pk=report.pk)
    checked = services.run(row)
    if not checked.can_publish:
        raise NotReadyToPublish(checked)
    document = build(row, is_edition=True)
    records = contained_in(document, row.partnership.code)
    return Candidate(fingerprint, checked, document, frozen(document), records)


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


def _require_not_withdrawn_since(row, edition):
    if row.withdrawals.filter(withdrawn_at__gte=edition.published_at).exists():
        raise InvalidTransition(
            "Someone withdrew this document while you were publishing. "
            "Nothing has changed."
        )


def _requirenext_number(row, edition):
    if next_number(row) != edition.number:
        raise InvalidTransition(
            "Someone else published an edition while you were publishing. "
            "Check it and try again."
        )


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


def next_number(report: Report) -> int:
    last = report.editions.order_by("-number").only("number").first()
    return last.number + 1 if last else 1


def _next_edition(report, user, change_note) -> Edition:
    """The edition to publish now, still without its content and files."""
    return Edition(
        number=next_number(report),
        published_at=timezone.now(),
        published_by=user,
        change_note=change_note,
    )


def _mark(number, published_at, change_note) -> tree.EditionMark:
    local = timezone.localtime(published_at)
    on = day(local.date())
    return tree.EditionMark(
        number, local.isoformat(timespec="seconds"), on, change_note
    )


def _render(document) -> RenderedEdition:
    """Render the files. Raises ReportNotRendered, also for an inaccessible PDF."""
    html = rendering.as_html(document).encode()
    pdf = rendering.as_pdf(document).content
    result = pdf_ua.check(pdf)
    if result.has_failed:
        raise ReportNotRendered([BuildProblem("PDF", pdf_ua.describe(result))])
    check = Edition.PdfCheck.PASSED if result.is_checked else Edition.PdfCheck.NOT_RUN
    return RenderedEdition(html, pdf, rendering.as_json(document).encode(), check)


def _complete(edition, row, candidate, rendered):
    """Add the edition's content, files and hashes."""
    edition.report, edition.path = row, row.path
    edition.listing = listing_of(row, candidate.document).as_json()
    edition.content = candidate.content
    edition.content_sha256 = content_sha256(candidate.content)
    edition.accepted_warnings = [
        {
            "check": warning.check,
            "found": warning.message,
            "where": warning.where,
            "reason": accepted.reason,
            # A number: an edition cannot be changed, and a name may be erased.
            "account": accepted.accepted_by_id,
        }
        for warning, accepted in candidate.checked.accepted
    ]
    edition.html_sha256 = file_sha256(rendered.html)
    edition.pdf_sha256 = file_sha256(rendered.pdf)
    edition.json_sha256 = file_sha256(rendered.json)
    edition.pdf_ua_check = rendered.pdf_ua_check
    edition.software_version = settings.SOFTWARE_VERSION
    edition.template_version = template_version()


@contextmanager
def _files_removed_on_error():
    """A list for files that are stored; they are deleted if anything fails."""
    files: list = []
    try:
        yield files
    except BaseException:
        for file in files:
            file.storage.delete(file.name)
        raise


def _store(edition, rendered, files):
    """Store the files, each added to `files` as soon as it is there."""
    stem = f"{edition.report.file_stem}-edition-{edition.number}"
    for file, name, content in (
        (edition.html, f"{stem}.html", rendered.html),
        (edition.pdf, f"{stem}.pdf", rendered.pdf),
        (edition.json, f"{stem}.json", rendered.json),
    ):
        file.save(name, ContentFile(content), save=False)
        files.append(file)


def _make_current(row, edition, user):
    row.editions.filter(is_current=True).update(is_current=False)
    edition.save()
    record(AuditEntry.Action.PUBLISH, user, row.path, edition=edition.number)
    _move(row, Status.PUBLISHED, f"Published edition {edition.number}", user)
