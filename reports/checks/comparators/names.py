"""Names that are almost a known one, and Acts with the wrong year."""

from partnership.models import Duty
from reports.checks.comparators.base import comparator, error, warning
from reports.text.forms import plain
from reports.text.misspelt_names import misspelt_name
from reports.text.phrases import shape
from reports.text.reader import Reading
from reports.text.shared_queries import all_of
from reports.text.spans import spans_of


@comparator(20)
def names_are_known(reading: Reading):
    """Report names that are almost a known one, and Acts with the wrong year."""
    taken = spans_of(reading.names)
    yield from _acts(reading)
    for match in shape("names.capitals").finditer(reading.text):
        start, end = match.span()
        if any(a <= start and end <= b for a, b in taken):
            continue
        near = misspelt_name(reading.known, match[0])
        if near is None:
            continue
        name, offset, size = near
        yield warning(
            "name-unknown",
            (start + offset, start + offset + size),
            f"“{match[0][offset : offset + size]}” is not recorded. "
            f"Did you mean {name}?",
            f"Write {name}, or add the name to your records.",
            name,
        )


def _acts_of(draft) -> dict[str, set[str]]:
    """The years of the Acts that duties name, by the names of the Acts."""
    acts: dict[str, set[str]] = {}
    for row in all_of(draft, Duty):
        for match in shape("names.act").finditer(row.instrument):
            acts.setdefault(plain(match["name"]), set()).add(match["year"])
    return acts


def _acts(reading):
    if not any(word in reading.text for word in ("Act ", "Regulations ", "Order ")):
        return
    draft = reading.known.draft
    acts = draft.shared("acts", lambda: _acts_of(draft))
    for match in shape("names.act").finditer(reading.text):
        name = plain(match["name"])
        known = next((act for act in acts if name.endswith(act)), None)
        if known is None or match["year"] in acts[known]:
            continue
        right = " or ".join(sorted(acts[known]))
        start, end = match.span("year")
        yield error(
            "act-unknown",
            (start, end),
            f"The {match['name'].removeprefix('The ')} is of {right}, not "
            f"{match['year']}.",
            f"Write {right}.",
            right if len(acts[known]) == 1 else "",
            right,
        )
