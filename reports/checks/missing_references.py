"""Contributions that describe a group of another partnership."""

from partnership.models import Group, Partnership
from reports.checks.issue import warning
from reports.checks.registry import check
from reports.models import Contribution
from reports.text.shared_queries import all_of, by_key


@check("contribution-of-another-year")
def contributions_are_about_their_own_area(draft):
    """A group may be named, but is only described in detail by its own partnership."""
    groups = _groups(draft)
    for words in draft.words:
        row = words.row
        if not isinstance(row, Contribution):
            continue
        for name, owner_id, owner in groups:
            if owner_id == row.partnership_id or len(name) < len("Board of X"):
                continue
            begins = any(line.text.startswith(f"The {name}") for line in words.lines)
            if begins or words.text.count(name) > 1:
                yield warning(
                    f"“{name}” is described here, but belongs to {owner}.",
                    f"Describe it under {owner}, or say here only what it means "
                    "for the partnership.",
                    words=words,
                    excerpt=name,
                )


def _groups(draft):
    owners = by_key(draft, Partnership)
    return [
        (row.name, row.partnership_id, owners[row.partnership_id].name)
        for row in all_of(draft, Group)
        if row.partnership_id
    ]
