"""Parts of the sample that stand in files of their own, not in it yet."""

from django.conf import settings
from django.core.management import call_command

from reports import sample
from reports.models import Report


def load_sample_with_parts():
    """The sample; then the parts, data before the reports that tell it."""
    sample.load()
    parts = (settings.BASE_DIR / "fixtures" / "parts").glob("*.json")
    order = ["-partnership", "-priorities"]

    def rank(path):
        found = [n for n, end in enumerate(order) if path.stem.endswith(end)]
        return (found[0] if found else len(order), path.name)

    paths = sorted(parts, key=rank)
    if paths:
        call_command("loaddata", *map(str, paths), verbosity=0)
        for report in Report.objects.all():
            sample._load_words(report)
