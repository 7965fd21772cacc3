"""A year's priorities, read once for a document."""

from priorities.models import Priority


def priorities_in(context, year) -> list[Priority]:
    """A year's priorities with their strands, read once for the report."""
    rows = Priority.objects.of(context.partnership, year).prefetch_related("strands")
    return context.shared(f"priorities-{year}", lambda: list(rows))
