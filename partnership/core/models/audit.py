"""The audit log: who did what and when, for actions that affect other people."""

from django.db import models
from django.utils import timezone


class AuditEntry(models.Model):
    """One action. The database refuses to change or delete it.

    The account is a number, not a name, so that a person's data can be erased.
    """

    immutable = True

    class Action(models.TextChoices):
        SIGN_IN = "sign-in", "Signed in"
        ROLES = "roles", "Changed roles"
        ACCOUNT = "account", "Changed an account"
        PUBLISH = "publish", "Published"
        WITHDRAW = "withdraw", "Withdrew"
        RELEASE = "release", "Published figures"
        IMPORT = "import", "Imported"
        DELETE = "delete", "Deleted"
        PERSONAL_DATA = "personal-data", "Exported or erased personal data"

    at = models.DateTimeField(default=timezone.now)
    account = models.BigIntegerField("account number", null=True, blank=True)
    action = models.CharField(max_length=20, choices=Action.choices)
    subject = models.CharField(max_length=300)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["action", "at"])]

    def __str__(self):
        return f"{self.get_action_display()}: {self.subject}"

    @property
    def detail_words(self) -> str:
        """“roles added: officer, member”; what is empty or 0 is left out."""
        return ", ".join(
            name if value is True else f"{name}: {_in_words(value)}"
            for name, value in self.detail.items()
            if value
        )


def _in_words(value) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def record(action, user, subject: str, **detail) -> AuditEntry:
    """Add an entry, in the transaction of the action itself.

    `detail` must be JSON and must not contain names of people.
    """
    account = user.pk if user is not None and user.pk else None
    return AuditEntry.objects.create(
        action=action, account=account, subject=subject[:300], detail=detail
    )
