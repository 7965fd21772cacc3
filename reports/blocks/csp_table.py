"""The district partnerships: the districts each covers, its website, its priorities."""

from django.utils.html import format_html, format_html_join

from partnership.core.values.formatting import listed
from partnership.core.values.urls import short_url
from priorities.models import Priority
from reports.blocks.table import Cell, Column, Row, Table, filled_table, missing, text
from reports.document.records_used import use
from reports.document.tree import Rich


def collect(context, **texts) -> Table:
    """One row for each of the county's CSPs in the report's years."""
    priorities: dict = {}
    for row in (
        Priority.objects.filter(
            partnership__county_partnership=context.partnership,
            from_year__lte=context.last_year,
            to_year__gte=context.year,
        )
        .order_by("number")
        .prefetch_related("contributes_to")
    ):
        priorities.setdefault(row.partnership_id, []).append(_title(context, row))
        use(row)
    use(*context.csps)
    return filled_table(
        context,
        **texts,
        columns=[
            Column(context.fill("{csp}"), 24),
            Column("Covers", 15),
            Column("Plan and website", 31),
            Column(context.fill("{priority.plural_start} for {year}"), 30),
        ],
        rows=[_row(context, csp, priorities.get(csp.pk)) for csp in context.csps],
    )


def _title(context, priority) -> str:
    """The title, with the numbers of the county's priorities it contributes to."""
    own = {row.pk: row.number for row in context.priorities_of(context.year)}
    helped = priority.contributes_to.all()
    numbers = sorted(own[row.pk] for row in helped if row.pk in own)
    if not numbers:
        return priority.full_title
    word = "{priority.plural}" if len(numbers) > 1 else "{priority}"
    listing = listed([str(number) for number in numbers])
    return f"{priority.full_title} (contributes to {context.fill(word)} {listing})"


def _row(context, csp, titles):
    use(*csp.coverage.all(), *csp.websites.all())
    sites = [(short_url(site.url), site.url) for site in csp.websites.all()]
    return Row(
        [
            text(f"{csp.name}{context.dated(csp)}"),
            text(", ".join(row.area.name for row in csp.coverage.all())),
            Cell(links=sites) if sites else missing("not-given"),
            _listed(titles) if titles else missing("not-given"),
        ]
    )


def _listed(titles) -> Cell:
    """The titles one below the other: each is long, and some have commas."""
    if len(titles) == 1:
        return text(titles[0])
    items = format_html_join("", "<li>{}</li>", ((title,) for title in titles))
    return Cell(rich=Rich(format_html("<ul>{}</ul>", items)))
