"""Validation of figures and references in text, before it is saved."""

from collections.abc import Iterator

from django.db.models import Model

from partnership.core.text.rich_text import RichTextField
from partnership.core.text.token_validation import token_check
from partnership.models import Partnership
from reports.assembly.build import assemble
from reports.assembly.build_context import context_for
from reports.assembly.report_files import pictures_of
from reports.document.prose import PICTURE, Composer
from reports.document.references import Targets, has_references, linked, targets_of
from reports.errors import BuildProblem, MissingData, ReportNotRendered
from reports.figures.grammar import OPENING, tokens_in
from reports.figures.resolver import Resolver
from reports.models import Contribution, Passage

# Fields by which a record with text may belong to something besides a partnership.
PARENT_FIELDS = ["priority", "settlement", "line"]


@token_check
def validate_figures_and_references(instance, field_name, text) -> list[str]:
    """Errors that would stop a document with this text from being built.

    Text can be printed in documents of several partnerships; one without errors is
    enough.
    """
    if not OPENING.search(text):
        return []
    first: list[str] = []
    for partnership in partnerships_of(instance):
        found = _errors(instance, field_name, text, partnership)
        if not found:
            return []
        first = first or found
    return first


def _errors(instance, field_name, text, partnership) -> list[str]:
    report = getattr(instance, "report", None)
    resolver = Resolver(partnership, tokens_in(text), report=report)
    pictures = {}
    if report is not None and report.pk and f"[@{PICTURE} " in text:
        pictures = pictures_of(report)
    composer = Composer(resolver, pictures=pictures)
    if isinstance(instance._meta.get_field(field_name), RichTextField):
        html = composer.rich(text, "").html
    else:
        html = composer.inline(text, "").html
    problems: list[BuildProblem] = composer.problems
    targets = _targets(instance) if has_references(html) else None
    if targets is not None:
        linked(html, targets, "", problems)
    return [problem.message for problem in problems]


def _targets(instance: Model) -> Targets | None:
    """Targets for references in a report's own text; None if they are not known."""
    report = getattr(instance, "report", None)
    if not isinstance(instance, Contribution | Passage) or not report or not report.pk:
        return None
    try:
        context = context_for(report)
        if isinstance(instance, Passage):
            context.passages[instance.key] = instance
        document = assemble(context)
    except ReportNotRendered:
        return None
    if any(isinstance(problem, MissingData) for problem in context.composer.problems):
        return None
    return targets_of(document)


def partnerships_of(instance: Model) -> Iterator[Partnership]:
    """Partnerships whose documents may print the record's text, its own first.

    A district's text may be printed in its county's documents, and in the home
    partnership's update on the police area. A report's text is printed nowhere else.
    """
    report = getattr(instance, "report", None)
    if report is not None:
        if getattr(report, "partnership", None):
            yield report.partnership
        return
    own = getattr(instance, "partnership", None)
    for name in PARENT_FIELDS:
        own = own or getattr(getattr(instance, name, None), "partnership", None)
    if own is not None:
        yield own
        if own.county_partnership:
            yield own.county_partnership
    home = Partnership.objects.home()
    if home is not None and home != own:
        yield home
