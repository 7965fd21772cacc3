"""Review of drafts: who can read a draft, their comments and their decisions."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from partnership.core.text.html import Element, parse
from partnership.models import User
from reports.errors import ReportNotRendered
from reports.models import Report, ReviewComment, Reviewer
from reports.models.reviews import SUBMITTED
from reports.publication import emails
from reports.publication import publish as publishing
from reports.publication.edition_content import draft_content
from reports.publication.listings import title_of
from reports.publication.verification import content_sha256

Decision = Reviewer.Decision
MAX_COMMENT = 5000
MAX_QUOTE = 1000
# How many people without an account can have a link to one draft.
MAX_LINKS = 30
MAX_COMMENTS = 300
OWN_SUBMISSION = "You submitted this draft for review, so someone else must approve it"


class ReviewError(ValueError):
    """A review step that cannot be done; the message says what to do.

    `field` names the form field that has the error, if it is not the last.
    """

    def __init__(self, message: str, field: str = ""):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class ReviewStatus:
    """Where the review of a draft is: names of reviewers, and the open comments.

    Those in `outdated` have approved it before it was changed.
    """

    approved: list[str]
    outdated: list[str]
    waiting: list[str]
    open_comments: int

    @property
    def is_unfinished(self) -> bool:
        return bool(self.outdated or self.waiting or self.open_comments)


def can_decide(reviewer: Reviewer) -> bool:
    """Whether the reviewer may approve: those who may edit documents."""
    user = reviewer.user
    return (
        user is not None and user.is_active and user.has_perm("reports.change_report")
    )


def can_approve(reviewer: Reviewer) -> bool:
    """Whether the reviewer may approve: nobody approves what they submitted."""
    return can_decide(reviewer) and reviewer.user != submitter_of(reviewer.report)


def submitter_of(report: Report) -> User | None:
    """The user who last submitted the draft for review."""
    submitted = report.history.filter(history_change_reason=SUBMITTED)
    last = submitted.select_related("history_user").order_by("history_date").last()
    return last.history_user if last else None


def waiting_for(user: User) -> QuerySet[Reviewer]:
    """Drafts in review that wait for this user to approve them."""
    rows = Reviewer.objects.of_user(user).undecided()
    own = rows.filter(submitted_by=user.pk).values("pk")
    in_review = rows.filter(report__status=Report.Status.IN_REVIEW)
    found = in_review.exclude(pk__in=own)
    return found.select_related("report__partnership", "invited_by")


def status_of(report: Report) -> ReviewStatus:
    """Where the review of a draft is; that of an edition's draft is over.

    Reviewers who can only comment have answered once they have commented.
    """
    comments = report.review_comments
    commented = set(comments.values_list("reviewer", flat=True))
    rows = report.reviewers.since_last_edition()
    approved = list(rows.approved())
    now = draft_hash(report) if approved else ""
    return ReviewStatus(
        approved=[row.name for row in approved if row.draft_sha256 == now],
        outdated=[row.name for row in approved if row.draft_sha256 != now],
        waiting=[
            row.name
            for row in rows.undecided().select_related("user")
            if row.pk not in commented or can_decide(row)
        ],
        open_comments=comments.filter(resolved_at=None).count(),
    )


def submit(report: Report, by: User) -> None:
    """Submit the draft for review, and email those who can decide on it again.

    Raises InvalidTransition.
    """
    publishing.submit_for_review(report, by)
    for row in report.reviewers.exclude(user=None).select_related("user"):
        if can_decide(row) and row.user != by:
            _email_status(row, reverse("reports:shared_draft", args=[row.pk]))


def invite_user(report: Report, user: User, by: User) -> Reviewer:
    """Share the draft with a user, and email them. Raises ReviewError.

    If they may decide, the draft is submitted for review.
    """
    row = Reviewer(
        report=report, user=user, name=str(user), email=user.email, invited_by=by
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise ReviewError(f"{user} can already read this draft") from None
    if can_decide(row) and report.status != Report.Status.IN_REVIEW:
        publishing.submit_for_review(report, by)
    _email_status(row, reverse("reports:shared_draft", args=[row.pk]))
    return row


def invite_by_link(report: Report, name: str, email: str, by: User) -> Reviewer:
    """Email a personal link to someone without an account. Raises ReviewError."""
    now = timezone.now()
    links = report.reviewers.filter(user=None, expires_at__gt=now)
    if links.count() >= MAX_LINKS:
        raise ReviewError("Too many people have a link. Remove someone first")
    if links.filter(email__iexact=email).exists():
        raise ReviewError(f"{email} already has a link to this draft")
    if User.objects.filter(email__iexact=email, is_active=True).exists():
        raise ReviewError(f"{email} has an account. Select them from the list of users")
    token = secrets.token_urlsafe(32)
    row = Reviewer.objects.create(
        report=report,
        name=name,
        email=email,
        token_sha256=hash_token(token),
        expires_at=now + dt.timedelta(days=settings.REVIEW_LINK_DAYS),
        invited_by=by,
    )
    _email_status(row, reverse("reports:shared_link", args=[token]))
    return row


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _email_status(row, path):
    title = title_of(row.report)
    emails.send(
        "review",
        row.email,
        f"Please read: {title}",
        reviewer=row,
        title=title,
        link=emails.absolute(path),
        decides=can_decide(row),
        days=settings.REVIEW_LINK_DAYS if row.user is None else None,
    )


def comment(reviewer: Reviewer, section_key: str, body: str, quote: str = ""):
    """Store a comment on a section of the draft. Raises ReviewError."""
    body, quote = body.strip(), " ".join(quote.split())
    if not body:
        raise ReviewError("Enter a comment")
    if len(body) > MAX_COMMENT or len(quote) > MAX_QUOTE:
        raise ReviewError(f"The comment must be {MAX_COMMENT:,} characters or fewer")
    if reviewer.comments.count() >= MAX_COMMENTS:
        raise ReviewError("You have made too many comments")
    content = draft_content(reviewer.report)
    sections = content["document"]["sections"]
    section = next((row for row in sections if row["key"] == section_key), None)
    if section is None:
        raise ReviewError("This section is no longer in the draft. Reload the page")
    if not _has_words(content["page"]["body"], quote):
        raise ReviewError(
            "Words your comment is about must be in the draft. Copy them from it, or "
            "leave this blank",
            "quote",
        )
    return ReviewComment.objects.create(
        report=reviewer.report,
        reviewer=reviewer,
        author_name=reviewer.name,
        section_key=section_key,
        section_title=section["title"][:300],
        quote=quote,
        body=body,
    )


def _has_words(html: str, quote: str) -> bool:
    """Whether a page has these words, whatever the spaces and signs between."""
    body = parse(html)
    if _letters(quote) in _letters(body.text):
        return True
    # Each cell repeats the name of its column, which only phones show.
    for element in [body, *body.elements()]:
        element.children = [node for node in element.children if not _is_hidden(node)]
    return _letters(quote) in _letters(body.text)


def _is_hidden(node) -> bool:
    return isinstance(node, Element) and node.attributes.get("aria-hidden") == "true"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def resolve(row: ReviewComment, user: User) -> None:
    row.resolved_at, row.resolved_by = timezone.now(), user
    row.save(update_fields=["resolved_at", "resolved_by"])


def reply(row: ReviewComment, text: str, user: User) -> None:
    """Store the reply to a comment, which its reviewers see with it."""
    row.reply, row.replied_by = text, user
    row.save(update_fields=["reply", "replied_by"])


def approve(reviewer: Reviewer, draft_sha256: str) -> None:
    """Record that the reviewer approves the draft with this hash.

    Raises ReviewError if the draft has changed since then or cannot be approved.
    """
    _require_decider(reviewer)
    report = reviewer.report
    if not can_approve(reviewer):
        raise ReviewError(OWN_SUBMISSION)
    if report.status != Report.Status.IN_REVIEW:
        raise ReviewError("This draft is not in review")
    if draft_sha256 != draft_hash(report):
        raise ReviewError(
            "The draft has changed since you opened it. Read it again before you "
            "approve it"
        )
    _decide(reviewer, Decision.APPROVED, draft_sha256=draft_sha256)
    publishing.note_step(report, "Approved", reviewer.user)
    _email_inviter(reviewer, "approved")


def request_changes(reviewer: Reviewer, reason: str) -> None:
    """Request changes with a reason. Raises ReviewError or InvalidTransition."""
    _require_decider(reviewer)
    if not reason.strip():
        raise ReviewError("Enter what needs to change")
    publishing.request_changes(reviewer.report, reviewer.user, reason)
    _decide(reviewer, Decision.CHANGES, reason=reason.strip())
    _email_inviter(reviewer, "requested changes to")


def _require_decider(reviewer):
    if not can_decide(reviewer):
        raise ReviewError("You can comment on this draft but not approve it")


def _decide(reviewer, decision, reason="", draft_sha256=""):
    reviewer.decision, reviewer.decided_at = decision, timezone.now()
    reviewer.reason, reviewer.draft_sha256 = reason, draft_sha256
    reviewer.save()


def _email_inviter(reviewer, verb):
    inviter = reviewer.invited_by
    if inviter is None or not inviter.is_active or inviter == reviewer.user:
        return
    title = title_of(reviewer.report)
    emails.send(
        "review_decision",
        inviter.email,
        f"{reviewer.name} has {verb} {title}",
        reviewer=reviewer,
        title=title,
        verb=verb,
        link=emails.absolute(reverse("documents:review", args=[reviewer.report_id])),
    )


def draft_hash(report: Report) -> str:
    """The hash of the draft's content; empty if it has errors."""
    try:
        return content_sha256(draft_content(report))
    except ReportNotRendered:
        return ""
