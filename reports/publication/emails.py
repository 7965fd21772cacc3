"""Emails about documents: plain text, sent by the worker."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from partnership.models import Partnership


def send(
    name: str, to: str, subject: str, *, headers: dict | None = None, **context
) -> None:
    """Send the template `reports/email/<name>.txt` to one address."""
    home = Partnership.objects.home()
    context |= {"site_name": home.name if home else "the partnership’s site"}
    body = render_to_string(f"reports/email/{name}.txt", context)
    subject = " ".join(subject.split())
    EmailMessage(subject, body, to=[to], headers=headers or {}).send()


def absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"
