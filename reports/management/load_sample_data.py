"""Loading the sample: fixtures, then the long words, one file for each passage.

A contribution's words are a file of its own: contribution.<partnership's code>.html.
"""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Max

from partnership.core.models.natural_keys import (
    NaturalKeyModel,
    records_of,
)
from partnership.models import Partnership
from reports.models import Contribution, Passage, Report

OF_CONTRIBUTION = "contribution."
REASON = "Sample data"
FIXTURES = ["partnership", "priorities", "funding", "reports"]


def is_empty() -> bool:
    """Whether nobody has entered anything yet: the only time a sample may be loaded."""
    return not (Partnership.objects.exists() or Report.objects.exists())


@transaction.atomic
def load() -> int:
    """Load all fixtures and words; give the number of passages that got words."""
    call_command("loaddata", *FIXTURES, verbosity=0)
    number = sum(_load_words(report) for report in Report.objects.all())
    begin_history()
    return number


def begin_history() -> None:
    """One first version of every row, so that the first change has a before."""
    for app in FIXTURES:
        for model in records_of(app):
            if issubclass(model, NaturalKeyModel):
                _begin_history(model)


def _begin_history(model) -> None:
    """Loading made versions of some rows: the last one of each becomes the first."""
    history = model.history
    newest = set(
        history.order_by()
        .values("id")
        .annotate(last=Max("history_id"))
        .values_list("last", flat=True)
    )
    history.exclude(history_id__in=newest).delete()
    history.update(history_type="+", history_change_reason=REASON)
    held = history.values("id")
    history.bulk_history_create(
        model._default_manager.exclude(pk__in=held),
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
    """The row is in the fixtures, because it says for which year it was asked."""
    code = path.stem.removeprefix(OF_CONTRIBUTION)
    row = Contribution.objects.get(report=report, partnership__code=code)
    row.body = path.read_text(encoding="utf-8")
    row.full_clean()
    row.save()
