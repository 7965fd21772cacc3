"""What the public can see: published documents, and drafts if the site shows them."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Sum
from django.db.models.functions import Length

from partnership.models import Partnership
from reports.assembly.build_context import context_for_headlines
from reports.blocks import headline_figures as headlines_block
from reports.document.tree import PUBLISHED
from reports.models import Edition, Report, Withdrawal
from reports.publication.listings import Listing, listing_of

# The term for the document that a partnership must publish by law, by document type:
# in a two-tier county or elsewhere.
AGREEMENTS = {
    "community-safety-agreement": "agreement",
    "partnership-plan": "partnership_plan",
}
# How many documents the home page lists besides the latest agreement.
ON_HOME = 8


def published() -> list[Listing]:
    """Every document that the public can see, newest first.

    If the site shows drafts (SHOW_DRAFTS), also those that were never published.
    """
    current = Edition.objects.filter(is_current=True)
    found = [Listing(**row) for row in current.values_list("listing", flat=True)]
    if settings.SHOW_DRAFTS:
        found += [listing_of(report) for report in visible_drafts()]
    by_name = sorted(found, key=lambda row: (row.document_type, row.partnership))
    return sorted(by_name, key=lambda row: (row.year, row.period), reverse=True)


def visible_drafts():
    """Reports that were never published or withdrawn, if the site shows drafts."""
    if not settings.SHOW_DRAFTS:
        return Report.objects.none()
    return (
        Report.objects.known()
        .exclude(status=Report.Status.WITHDRAWN)
        .exclude(Exists(Edition.objects.filter(report=OuterRef("pk"))))
        .select_related("partnership")
    )


def current_edition(document_type: str, rest: str) -> Edition | None:
    """The edition that the public sees at a path."""
    editions = Edition.objects.filter(path=f"{document_type}/{rest}", is_current=True)
    return editions.order_by("-published_at").first()


def withdrawal_at(document_type: str, rest: str) -> Withdrawal | None:
    """The withdrawal of the document at a path, if it was withdrawn."""
    report = _last_published_at(document_type, rest)
    if report is None or report.editions.filter(is_current=True).exists():
        return None
    return report.withdrawals.first()


def withdrawal_of(edition: Edition) -> Withdrawal | None:
    """Return the withdrawal of an edition, if it was withdrawn."""
    if Edition.objects.public().filter(pk=edition.pk).exists():
        return None
    later = edition.report.withdrawals.filter(withdrawn_at__gte=edition.published_at)
    return later.last()


def moved_to(document_type: str, rest: str) -> str:
    """The new path of a document that has moved; blank if it has not."""
    report = _last_published_at(document_type, rest)
    current = report.editions.filter(is_current=True) if report else None
    return (current.values_list("path", flat=True).first() or "") if current else ""


def _last_published_at(document_type: str, rest: str) -> Report | None:
    editions = Edition.objects.filter(path=f"{document_type}/{rest}")
    last = editions.select_related("report").defer("content").order_by("-published_at")
    return next((edition.report for edition in last[:1]), None)


def edition_at(document_type: str, rest: str, number: int) -> Edition | None:
    """An edition by its number; the newest, if several documents had the path."""
    rows = Edition.objects.filter(path=f"{document_type}/{rest}", number=number)
    return rows.order_by("-published_at").first()


def draft_at(document_type: str, rest: str) -> Report | None:
    """The visible draft at a path; `rest` is a period or partnership/period."""
    first, _, period = rest.partition("/")
    home_reports = Q(partnership__is_home=True, period=rest)
    named = Partnership.objects.named(first)
    other_reports = Q(partnership__is_home=False, partnership__in=named, period=period)
    return (
        visible_drafts()
        .filter(home_reports | other_reports, document_type=document_type)
        .first()
    )


def leading_agreement(documents: list[Listing]) -> Listing | None:
    """The home partnership's agreement for the home page: the latest published one.

    Before any is published, it is the draft with the longest texts: a document that has
    only just been started should not be the main one.
    """
    agreements = _agreements(documents)
    published = [row for row in agreements if row.state == PUBLISHED]
    if published or len(agreements) < 2:
        return next(iter(published or agreements), None)
    written = dict(
        visible_drafts()
        .filter(document_type__in=AGREEMENTS, partnership__is_home=True)
        .annotate(length=Sum(Length("passages__body")))
        .values_list("period", "length")
    )
    return max(agreements, key=lambda row: written.get(row.period) or 0)


def draft_agreement() -> Report | None:
    """The home partnership's agreement for the latest year, published or not."""
    reports = Report.objects.filter(
        document_type__in=AGREEMENTS, partnership__is_home=True
    )
    return reports.select_related("partnership").order_by("-year", "-pk").first()


def newest_agreement_year() -> int | None:
    """The year of the home partnership's latest agreement, published or not."""
    agreement = draft_agreement()
    return agreement.year if agreement else None


def _agreements(documents):
    return [row for row in documents if row.document_type in AGREEMENTS and row.is_home]


def others_newest_first(documents, shown_elsewhere=None) -> list[Listing]:
    """The newest documents except one that is shown elsewhere, at most 8.

    The previous agreement comes first, whatever its year.
    """
    others = [row for row in documents if row != shown_elsewhere]
    before = next(iter(_agreements(others)), None)
    first = [before] if before else []
    return [*first, *(row for row in others if row != before)][:ON_HOME]


def rest_of_path(document) -> str:
    """The part of a document's path after the document type."""
    return document.path.partition("/")[2]


def headlines(document: Listing):
    """A document's headline figures; None if there are none or any has an error.

    They are the same as in the document, without building the rest of it.
    """
    place = document.document_type, rest_of_path(document)
    if document.state == PUBLISHED:
        edition = current_edition(*place)
        return _frozen_headlines(edition) if edition else None
    report = draft_at(*place)
    if report is None:
        return None
    context = context_for_headlines(report)
    block = headlines_block.collect(context)
    return None if context.composer.problems or block.is_empty else block


def _frozen_headlines(edition):
    """The headline figures of an edition, as published."""
    for section in edition.content["document"].get("sections", []):
        for block in section["blocks"]:
            if (
                block["block"] == headlines_block.HeadlineFigures.template
                and block["items"]
            ):
                return block
    return None
