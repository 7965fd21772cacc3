"""Reading and reviewing drafts, and publication at a set time."""

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from reports.models.editions import Edition
from reports.models.reports import Report

# The reason in the history of a report that is submitted for review.
SUBMITTED = "Submitted for review"


class ReviewerQuerySet(models.QuerySet):
    def of_user(self, user):
        """Drafts shared with this user by name."""
        return self.filter(user=user).exclude(user=None)

    def by_token_hash(self, digest):
        """The reviewer with this link, unless it has expired."""
        now = timezone.now()
        return self.filter(token_sha256=digest, expires_at__gt=now).exclude(
            token_sha256=""
        )

    def with_submission(self):
        """Reviewers, with when and by whom their draft was last submitted."""
        submissions = Report.history.filter(
            id=OuterRef("report"), history_change_reason=SUBMITTED
        ).order_by("-history_date", "-history_id")
        return self.annotate(
            submitted_at=Subquery(submissions.values("history_date")[:1]),
            submitted_by=Subquery(submissions.values("history_user")[:1]),
        )

    def since_last_edition(self):
        """Those who were asked, or asked again, to read what is not published yet."""
        last = Edition.objects.filter(report=OuterRef("report")).order_by("-number")
        rows = self.with_submission().annotate(
            published_at=Subquery(last.values("published_at")[:1])
        )
        return rows.filter(
            Q(published_at=None)
            | Q(invited_at__gt=F("published_at"))
            | Q(submitted_at__gt=F("published_at"))
        )

    def approved(self):
        """Those who have approved the draft since it was last submitted."""
        is_later = Q(submitted_at=None) | Q(decided_at__gte=F("submitted_at"))
        approved = Reviewer.Decision.APPROVED
        return self.with_submission().filter(is_later, decision=approved)

    def undecided(self):
        """Those who have not decided since the draft was last submitted."""
        is_earlier = Q(decided_at__lt=F("submitted_at"))
        return self.with_submission().filter(is_earlier | Q(decision=""))


class Reviewer(models.Model):
    """A person who can read one draft and comment on it.

    A user, or someone without an account who has a link that expires. Only the hash of
    the link's token is stored. `decision` is what the reviewer decided and
    `draft_sha256` the content of the draft that they approved.
    """

    class Decision(models.TextChoices):
        NONE = "", "No decision"
        APPROVED = "approved", "Approved"
        CHANGES = "changes", "Requested changes"

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="reviewers"
    )
    user = models.ForeignKey(
        "partnership.User",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="reviews",
    )
    name = models.CharField(max_length=120)
    email = models.EmailField("email address")
    token_sha256 = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(
        "partnership.User", models.SET_NULL, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(
        max_length=10, choices=Decision.choices, default=Decision.NONE, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    draft_sha256 = models.CharField(max_length=64, blank=True)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering = ["report", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "user"],
                name="reviewer_user_once",
                condition=Q(user__isnull=False),
                violation_error_message="This person can already read the draft",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def has_expired(self):
        return self.expires_at is not None and self.expires_at <= timezone.now()


class ReviewComment(models.Model):
    """A comment on a section of a draft, or on words of it (`quote`), and the reply."""

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="review_comments"
    )
    reviewer = models.ForeignKey(
        Reviewer, models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    author_name = models.CharField(max_length=120)
    section_key = models.CharField(max_length=80)
    section_title = models.CharField(max_length=300)
    quote = models.TextField(blank=True)
    body = models.TextField("comment")
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(
        "partnership.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        "partnership.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["report", "created_at", "pk"]

    def __str__(self):
        return f"{self.author_name}: {self.body[:50]}"


class ScheduledPublication(models.Model):
    """A document to publish at a set time, and the result."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Scheduled"
        PUBLISHED = "published", "Published"
        FAILED = "failed", "Not published"
        CANCELLED = "cancelled", "Cancelled"

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="schedule"
    )
    publish_at = models.DateTimeField()
    change_note = models.TextField(blank=True)
    scheduled_by = models.ForeignKey(
        "partnership.User", models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.WAITING
    )
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["report", "-publish_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                name="scheduledpublication_one_waiting",
                condition=Q(status="waiting"),
                violation_error_message="A time to publish is already set",
            )
        ]

    def __str__(self):
        return f"{self.report}, {self.publish_at:%d.%m.%Y %H:%M}"
