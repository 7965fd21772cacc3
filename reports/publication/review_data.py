"""What reviews store about people: for export, erasure and deletion after a time."""

import datetime as dt

from django.conf import settings

from partnership.accounts.personal_data import Source, source
from reports.models import ReviewComment, Reviewer

UNNAMED = "A reviewer"


def export(user):
    rows = Reviewer.objects.filter(user=user).select_related("report__partnership")
    return [
        {
            "document": row.report.path,
            "invited_at": row.invited_at.isoformat(timespec="seconds"),
            "decision": row.decision,
            "reason": row.reason,
            "comments": [
                {"section": comment.section_title, "comment": comment.body}
                for comment in row.comments.all()
            ],
        }
        for row in rows
    ]


def erase(user, new_name):
    rows = Reviewer.objects.filter(user=user)
    ReviewComment.objects.filter(reviewer__in=rows).update(author_name=new_name)
    rows.update(name=new_name, email=f"erased-{user.pk}@example.invalid")


def expire(now):
    """Delete reviewers without an account, and comments that have been resolved."""
    before = now - dt.timedelta(days=settings.KEEP_REVIEWS_DAYS)
    rows = Reviewer.objects.filter(user=None, expires_at__lt=before)
    ReviewComment.objects.filter(reviewer__in=rows).update(author_name=UNNAMED)
    reviewers, _ = rows.delete()
    comments, _ = ReviewComment.objects.filter(resolved_at__lt=before).delete()
    return reviewers + comments


source(Source("reviews", export, erase, expire))
