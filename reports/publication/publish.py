"""From a draft to an edition: reviewed, checked, frozen, and never changed again.

The status of a report says where its draft stands; what readers are given is the
current edition, whatever is done to the draft meanwhile.
"""

import hashlib
import json
from dataclasses import dataclass
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from reports.assembly.build import build
from reports.checks import services
from reports.checks.services import Checked
from reports.document import tree
from reports.errors import ReportNotRendered
from reports.models import Publication, Report
from reports.publication import rendering

Status = Report.Status


class NotPublishable(Exception):
    """Something still stands before publication; `checked` holds what was found."""

    def __init__(self, checked: Checked):
        self.checked = checked
        super().__init__(f"Not published: {left_to_do(checked)}.")


class NotNow(ValueError):
    """A step that does not follow from where the report stands; says where it is."""


def left_to_do(checked: Checked) -> str:
    """“1 stop is left and 2 warnings have no answer”; empty for nothing."""
    stops, warnings = len(checked.stops), len(checked.warnings)
    told = []
    if stops:
        told.append("1 stop is left" if stops == 1 else f"{stops} stops are left")
    if warnings == 1:
        told.append("1 warning has no answer")
    elif warnings:
        told.append(f"{warnings} warnings have no answer")
    return " and ".join(told)


def current(report: Report) -> Publication | None:
    """The edition that readers are given, if the report was published."""
    return report.publications.filter(is_current=True).first()


def stands(report: Report) -> bool:
    """Whether readers are given what the draft says now: nothing is to be published."""
    if report.status != Status.PUBLISHED:
        return False
    try:
        return _is_told(report, frozen(build(report, is_edition=True)))
    except ReportNotRendered:
        return False


def needs_notice(report: Report) -> bool:
    """Whether the next edition corrects one before it, and has to say how."""
    return report.publications.exists()


def send_for_review(report: Report, user) -> None:
    """Ask somebody else to read the draft. Raises NotNow."""
    allowed = {Status.DRAFT, Status.PUBLISHED, Status.WITHDRAWN}
    with transaction.atomic():
        row = _locked(report, allowed)
        _move(row, Status.IN_REVIEW, "Sent for review", user)
    report.status = row.status


def send_back(report: Report, user, reason: str) -> None:
    """Send a draft back to be worked on. Raises NotNow, or ValueError unsaid why."""
    reason = _said(reason, "Say what should be changed.")
    with transaction.atomic():
        row = _locked(report, {Status.IN_REVIEW})
        _move(row, _status_before_review(row), f"Sent back: {reason}", user)
    report.status = row.status


def withdraw(report: Report, user, reason: str) -> None:
    """Take a published document from the site; its editions are kept.

    Raises NotNow, or ValueError where nobody says why.
    """
    reason = _said(reason, "Say why the document is withdrawn.")
    with transaction.atomic():
        row = _locked(report, {Status.PUBLISHED, Status.IN_REVIEW})
        if current(row) is None:
            raise NotNow("The document is not published, so nothing was withdrawn.")
        row.publications.filter(is_current=True).update(is_current=False)
        _move(row, Status.WITHDRAWN, f"Withdrawn: {reason}", user)
    report.status = row.status


def _said(reason, ask):
    if not reason.strip():
        raise ValueError(ask)
    return reason.strip()


def _status_before_review(row):
    if current(row):
        return Status.PUBLISHED
    return Status.WITHDRAWN if row.publications.exists() else Status.DRAFT


def _locked(report, allowed=frozenset(Status)) -> Report:
    """The report as it stands now, kept from others until the step is done."""
    rows = Report.objects.select_for_update(of=["self"])
    row = rows.select_related("partnership__police_area").get(pk=report.pk)
    if row.status not in allowed:
        raise NotNow(
            f"The document is “{row.get_status_display().lower()}” now, so this step "
            "does not follow. Nothing was changed."
        )
    return row


def _move(row, status, reason, user):
    row.status = status
    row._change_reason = reason[:300]
    row._history_user = user
    row.save()


@dataclass
class Made:
    """The forms of one edition, made from one build."""

    content: dict
    html: bytes
    pdf: bytes


def publish(report: Report, user, notice: str = "") -> tuple[Publication, bool]:
    """Freeze the report as it is now in a new edition.

    Gives the current edition, and whether it is new: what says the same as the
    current edition is no new one. Raises NotPublishable while something is left to
    do, ValueError for a correction that does not say what was corrected, NotNow if the
    draft changed while its PDF was laid out, and ReportNotRendered if that cannot be
    made. Then nothing has changed and no file is left.
    """
    _stop_unless_ready(report)
    document = build(report, is_edition=True)
    if _is_told(report, frozen(document)):
        return _as_it_is(report, user), False
    _said_if_needed(report, notice)
    # Laid out before the report is locked: that takes seconds, and others write.
    made = _make(document)
    stored: list = []
    try:
        with transaction.atomic():
            row = _locked(report)
            result = _publish(row, user, notice.strip(), made, stored)
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


def _said_if_needed(report, notice):
    if needs_notice(report):
        _said(notice, "Say what was corrected since the edition before.")


def _is_told(report, content):
    """Whether readers are given this very content already."""
    edition = current(report)
    return edition is not None and edition.content == content


def _as_it_is(report, user) -> Publication:
    """The current edition, for a draft that says the same."""
    with transaction.atomic():
        row = _locked(report)
        edition = current(row)
        if edition is None:
            raise NotNow("The document was withdrawn meanwhile. Nothing was changed.")
        if row.status != Status.PUBLISHED:
            _move(row, Status.PUBLISHED, f"Edition {edition.number} stands", user)
    report.status = row.status
    return edition


def _make(document) -> Made:
    html = rendering.as_html(document).encode()
    return Made(frozen(document), html, rendering.as_pdf(document).content)


def _publish(row, user, notice, made, stored):
    """Store what was made, if the report still says that and nothing else."""
    checked = _stop_unless_ready(row)
    if _is_told(row, made.content):
        return _as_it_is(row, user), False
    _said_if_needed(row, notice)
    if frozen(build(row, is_edition=True)) != made.content:
        raise NotNow(
            "The draft was changed while its PDF was made, so nothing was published. "
            "Publish again."
        )
    edition = _edition(row, user, notice, made, checked)
    _store(edition, made, stored)
    row.publications.filter(is_current=True).update(is_current=False)
    edition.save()
    _move(row, Status.PUBLISHED, f"Published edition {edition.number}", user)
    return edition, True


def _edition(row, user, notice, made, checked) -> Publication:
    last = row.publications.order_by("-number").first()
    return Publication(
        report=row,
        number=last.number + 1 if last else 1,
        content=made.content,
        notice=notice,
        left=[
            {
                "check": finding.check,
                "found": finding.what,
                "where": finding.where,
                "reason": answer.reason,
                "by": str(answer.accepted_by or ""),
            }
            for finding, answer in checked.left
        ],
        html_sha256=hashlib.sha256(made.html).hexdigest(),
        pdf_sha256=hashlib.sha256(made.pdf).hexdigest(),
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


# What the page of an edition shows beside the body.
ON_PAGE = [
    *("title", "full_title", "kind_name", "description", "period_words"),
    *("partnership", "meeting", "style", "notices", "numbers_paragraphs"),
]


def frozen(document: tree.Document) -> dict:
    """All that a page needs to show the document for ever: its data, and its markup."""
    data = json.loads(rendering.as_json(document))
    body = render_to_string("reports/document/body.html", {"document": document})
    page = {name: getattr(document, name) for name in ON_PAGE}
    page |= {"body": body, "contents": data["contents"]}
    # As the database gives it back, so that two of them can be compared.
    return json.loads(json.dumps({"document": data, "page": page}))


def page_of(edition: Publication) -> SimpleNamespace:
    """What the page shows in place of a live document."""
    return SimpleNamespace(**edition.content["page"], state=tree.PUBLISHED)
