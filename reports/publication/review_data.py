"""What reviews store about people: for export, erasure and deletion after a time."""

import datetime as dt

from django.conf import settings

from partnership.accounts.personal_data import Source, source
from reports.models import ReviewComment, Reviewer

UNNAMED = "A reviewer"


def export(user):
    """Include drafts shared by link, before the user had an account."""
    return [*_export(Reviewer.objects.filter(user=user)), *export_address(user.email)]


def export_address(email):
    return _export(_with_link(email))


def _with_link(email):
    return Reviewer.objects.filter(user=None, email__iexact=email.strip())


def _export(rows):
    return [
        {
            "document": row.report.path,
            "name": row.name,
            "invited_at": row.invited_at.isoformat(timespec="seconds"),
            "decision": row.decision,
            "reason": row.reason,
            "comments": [
                {"section": comment.section_title, "comment": comment.body}
                for comment in row.comments.all()
            ],
        }
        for row in rows.select_related("report__partnership")
    ]


def erase(user, new_name):
    erase_address(user.email)
    rows = Reviewer.objects.filter(user=user)
    ReviewComment.objects.filter(reviewer__in=rows).update(author_name=new_name)
    rows.update(name=new_name, email=f"erased-{user.pk}@example.invalid")


def erase_address(email):
    """Delete reviewers who had a link, and remove their names from comments."""
    return _delete(_with_link(email))


def _delete(reviewers):
    ReviewComment.objects.filter(reviewer__in=reviewers).update(author_name=UNNAMED)
    return reviewers.delete()[0]


def expire(now):
    """Delete reviewers without an account, and comments that have been resolved."""
    before = now - dt.timedelta(days=settings.KEEP_REVIEWS_DAYS)
    reviewers = _delete(Reviewer.objects.filter(user=None, expires_at__lt=before))
    comments, _ = ReviewComment.objects.filter(resolved_at__lt=before).delete()
    return reviewers + comments


source(Source("reviews", export, erase, expire, export_address, erase_address))
