"""What the public can see: reports, their URLs and titles."""

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When

from partnership.models import Partnership
from reports import document_types
from reports.assembly.build_context import context_for
from reports.blocks import headline_figures as headlines_block
from reports.document.tree import full_title
from reports.models import Edition, Report
from reports.publication import publish

AGREEMENT = "community-safety-agreement"
# How many documents the home page lists besides the latest agreement.
ON_HOME = 8


def visible_reports():
    """Reports that the public can see: those that are published.

    If the site shows drafts (SHOW_DRAFTS), also those that were never published.
    """
    editions = Edition.objects.filter(report=OuterRef("pk"))
    is_visible = Exists(editions.filter(is_current=True))
    if settings.SHOW_DRAFTS:
        is_visible |= ~Exists(editions)
    return (
        Report.objects.filter(kind__in=document_types.DOCUMENT_TYPES)
        .exclude(status=Report.Status.WITHDRAWN)
        .filter(is_visible)
        .select_related("partnership")
    )


def get_by_path(kind, rest) -> Report | None:
    """The report at /<kind>/<rest>/; rest is a period or partnership/period."""
    first, _, period = rest.partition("/")
    home_reports = Q(partnership__is_home=True, period=rest)
    named = Partnership.objects.named(first)
    other_reports = Q(partnership__is_home=False, partnership__in=named, period=period)
    return visible_reports().filter(home_reports | other_reports, kind=kind).first()


def agreements():
    """The home partnership's agreements, newest first."""
    home_reports = visible_reports().filter(kind=AGREEMENT, partnership__is_home=True)
    return home_reports.order_by("-year", "-pk")


def newest_agreement() -> Report | None:
    """The home partnership's agreement for the latest year."""
    return agreements().first()


def others_newest_first(report=None):
    """The newest reports except one that is shown elsewhere, at most 8.

    The agreement before that one comes first, whatever its year.
    """
    shown_elsewhere = report.pk if report else None
    before = agreements().exclude(pk=shown_elsewhere).values("pk")[:1]
    return (
        visible_reports()
        .exclude(pk=shown_elsewhere)
        .order_by(
            Case(When(pk=Subquery(before), then=0), default=1),
            *("-year", "-period", "kind", "partnership__name"),
        )[:ON_HOME]
    )


def rest_of_path(report) -> str:
    """The part of a report's path after the document type."""
    return report.path.removeprefix(f"{report.kind}/")


def document_type_name(report) -> str:
    return document_types.get(report.kind).name


def title_of(report) -> str:
    """The title with its period, as printed in the document."""
    document_type = document_types.get(report.kind)
    title = report.title or document_type.title
    return full_title(title, report.period_label, document_type.style)


def headlines(report):
    """The report's headline figures; None if there are none or any has an error.

    They are the same as in the document, without building the rest of it.
    """
    edition = publish.current_edition(report)
    if edition is not None:
        return _frozen_headlines(edition)
    context = context_for(report)
    block = headlines_block.collect(context)
    return None if context.composer.problems or block.is_empty else block


def _frozen_headlines(edition):
    """The headline figures of an edition, as published."""
    for section in edition.content["document"]["sections"]:
        for block in section["blocks"]:
            if (
                block["block"] == headlines_block.HeadlineFigures.template
                and block["items"]
            ):
                return block
    return None
