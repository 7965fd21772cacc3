"""Publish one document, if it has no errors or open warnings."""

from django.core.management.base import BaseCommand, CommandError

from partnership.models import User
from reports.assembly.build import find
from reports.errors import ReportNotRendered
from reports.management.commands.check_report import NOT_FOUND, as_text, status_of
from reports.publication import publish as publishing
from reports.publication import publish_job


class Command(BaseCommand):
    help = "Publish a document, for example community-safety-agreement/2016-17."

    def add_arguments(self, parser):
        parser.add_argument("address", metavar="TYPE/PERIOD")
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="The user who publishes it."
        )
        parser.add_argument(
            "--change-note",
            default="",
            help="Public change note: what has changed since the last edition.",
        )

    def handle(self, *args, address, by, change_note, **options):
        try:
            report, user = find(address), publisher(by)
        except LookupError as error:
            raise CommandError(str(error), returncode=NOT_FOUND) from None
        try:
            edition, is_new = publish_job.publish(report, user, change_note)
        except publishing.NotReadyToPublish as error:
            self.stdout.write(as_text(error.checked))
            status = status_of([error.checked])
            raise CommandError(str(error), returncode=status) from None
        except (ValueError, ReportNotRendered) as error:
            raise CommandError(str(error)) from None
        if is_new:
            self.stdout.write(f"{report.path}: edition {edition.number} published.")
        else:
            self.stdout.write(
                f"{report.path}: no new edition was needed because edition "
                f"{edition.number} is up to date."
            )


def publisher(email) -> User:
    """The user who publishes.

    Raises LookupError if there is none, CommandError without permission.
    """
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise LookupError(f"There is no user with the email address {email}.")
    if not user.has_perm("reports.add_edition"):
        raise CommandError(f"{email} does not have permission to publish.")
    return user
