"""Every correction and withdrawal of what was published, with its reason."""

from django.conf import settings

from partnership.core.models import Release
from partnership.core.releases.kinds import KINDS
from partnership.core.values.dates import local_day
from reports.models import Edition, Withdrawal
from reports.public.open_data.tables import DataTable

COLUMNS = ["Date", "Notice", "Of", "Title", "Number", "Reason", "Web address"]


def notices() -> DataTable:
    """The notices, newest first."""
    rows = [*_corrections(), *_withdrawn_documents(), *_withdrawn_figures()]
    rows.sort(key=lambda row: (row[0], row[3]), reverse=True)
    return DataTable("Notices", COLUMNS, rows)


def _corrections():
    """Those that are still on the site."""
    rows = Edition.objects.public().filter(number__gt=1)
    for row in rows.defer("content"):
        yield [
            local_day(row.published_at).isoformat(),
            *("Correction", "Document", row.listing["title"], row.number),
            *(row.change_note, f"{settings.SITE_URL}/{row.path}/edition/{row.number}/"),
        ]


def _withdrawn_documents():
    rows = Withdrawal.objects.prefetch_related("report__editions")
    for row in rows:
        # The edition that was withdrawn, not one published since.
        last = max(
            (
                edition
                for edition in row.report.editions.all()
                if edition.published_at <= row.withdrawn_at
            ),
            key=lambda edition: edition.number,
            default=None,
        )
        if last is not None:
            yield [
                local_day(row.withdrawn_at).isoformat(),
                *("Withdrawal", "Document", last.listing["title"], last.number),
                *(row.reason, f"{settings.SITE_URL}/{last.path}/"),
            ]


def _withdrawn_figures():
    for row in Release.objects.exclude(withdrawn_at=None).defer("content", "row"):
        yield [
            local_day(row.withdrawn_at).isoformat(),
            *("Withdrawal", "Figures", row.title, row.number),
            row.withdrawal_reason,
            f"{settings.SITE_URL}{KINDS[row.kind].url(row.key)}",
        ]
