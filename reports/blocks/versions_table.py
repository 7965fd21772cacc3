"""The versions of a document that covers several years, and what each changed."""

from reports.blocks.table import Column, Row, Table, missing, text


def collect(context, **texts) -> Table:
    """One row for the document and each refresh; empty if it has no refresh."""
    versions = context.report.versions
    period = versions[0].years_label
    return Table(
        **{name: context.fill(words, period=period) for name, words in texts.items()},
        columns=[Column("Version", 30), Column("What it changed", 70)],
        rows=[_row(context, row) for row in versions] if len(versions) > 1 else [],
    )


def _row(context, version):
    is_this = version.pk == context.report.pk
    name = version.years_label
    if version.refreshes_id:
        name = f"Refresh {version.period_label}"
    words = version.summary or ("First version" if not version.refreshes_id else "")
    return Row(
        [
            text(name, sub="This document" if is_this else ""),
            text(words) if words else missing("not-given"),
        ]
    )
