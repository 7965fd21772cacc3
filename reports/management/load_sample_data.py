"""Loading the sample data: fixtures, then long texts, one file for each passage.

The text of a contribution is in contribution.<partnership's code>.html.
"""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Max

from partnership.core.models.natural_keys import NaturalKeyModel, tracked_models
from partnership.models import Partnership
from partnership.partners.default_terms import add_default_terms
from reports.models import Contribution, Passage, Report

OF_CONTRIBUTION = "contribution."
REASON = "Sample data"
FIXTURES = ["partnership", "priorities", "funding", "reports"]


def is_empty() -> bool:
    """Whether the database has no data yet, so that the sample may be loaded."""
    return not (Partnership.objects.exists() or Report.objects.exists())


@transaction.atomic
def load() -> int:
    """Load all fixtures and texts; return the number of texts."""
    call_command("loaddata", *FIXTURES, verbosity=0)
    add_default_terms()
    number = sum(_load_words(report) for report in Report.objects.all())
    begin_history()
    return number


def begin_history() -> None:
    """Create a first version of every row, so that the first change can be compared."""
    for app in FIXTURES:
        for model in tracked_models(app):
            if issubclass(model, NaturalKeyModel):
                _begin_history(model)


def _begin_history(model) -> None:
    """Keep only the last version made while loading, as the first of its row."""
    history = model.history
    newest = set(
        history.order_by()
        .values("id")
        .annotate(last=Max("history_id"))
        .values_list("last", flat=True)
    )
    history.exclude(history_id__in=newest).delete()
    history.update(history_type="+", history_change_reason=REASON)
    versioned = history.values("id")
    history.bulk_history_create(
        model._default_manager.exclude(pk__in=versioned),
        batch_size=500,
        default_change_reason=REASON,
    )


def _load_words(report) -> int:
    folder = settings.BASE_DIR / "fixtures" / "words" / report.path
    paths = sorted(folder.glob("*.html"))
    for path in paths:
        if path.name.startswith(OF_CONTRIBUTION):
            _load_contribution(report, path)
        else:
            _load_passage(report, path)
    return len(paths)


def _load_passage(report, path: Path):
    passage, _ = Passage.objects.get_or_create(report=report, key=path.stem)
    passage.body = path.read_text(encoding="utf-8")
    passage.full_clean()
    passage.save()


def _load_contribution(report, path: Path):
    """Set the text; the row itself is in the fixtures, with the year it is for."""
    code = path.stem.removeprefix(OF_CONTRIBUTION)
    row = Contribution.objects.get(report=report, partnership__code=code)
    row.body = path.read_text(encoding="utf-8")
    row.full_clean()
    row.save()
