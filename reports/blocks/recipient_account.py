"""A recipient's account of what a grant achieved, from its return."""

from reports.blocks.prose import Prose
from reports.blocks.returns_table import returns_of
from reports.document.records_used import use


def collect(context) -> Prose:
    """For an item whose subject is a funding line."""
    row = returns_of(context).get(context.item.subject.code)
    use(row)
    key = f"narrative.{context.item.key}"
    if row is None or not row.narrative:
        return Prose(key)
    return Prose(key, words=context.rich(row.narrative, context.item.level + 1))
