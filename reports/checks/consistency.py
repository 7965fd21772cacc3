"""Figures that differ within a document, or from an earlier edition."""

from collections import defaultdict
from collections.abc import Iterator

from reports.checks.issue import Issue, warning
from reports.checks.registry import check
from reports.models import Edition
from reports.text.draft import Draft
from reports.text.knowledge import knowledge_of
from reports.text.linked_figures import Bound, bound
from reports.text.phrases import shape
from reports.text.quantities import POUNDS
from reports.text.reader import readings

CARRIED = shape("consistency.carried")
YEAR = shape("consistency.year")


def _values(draft) -> list[Bound]:
    return [linked for linked in bound(draft) if linked.token.name == "value"]


@check("time-unclear")
def periods_are_given(draft: Draft) -> Iterator[Issue]:
    groups, stated = defaultdict(list), _periods_of_sentences(draft)
    for linked in _values(draft):
        groups[linked.token.arguments[:2]].append(linked)
    for rows in groups.values():
        periods = sorted({row.figure.period for row in rows})
        for row in rows if len(periods) > 1 else []:
            wanted = YEAR.findall(row.figure.period)
            if row.figure.period in stated.get(id(row.sentence), ()):
                continue  # “the year before”
            if wanted and not any(_contains_year(year, row.near) for year in wanted):
                yield warning(
                    f"The text does not give the period of {row.figure.text} "
                    f"({row.figure.period}). The document has figures of "
                    f"{row.figure.about} for {' and '.join(periods)}.",
                    "Give the period next to the figure.",
                    **row.place,
                )


def _periods_of_sentences(draft) -> dict[int, set[str]]:
    """Return the labels of the periods that each sentence gives."""
    return {
        id(reading.sentence): {span.period.label for span in reading.periods}
        for reading in readings(draft)
    }


def _contains_year(year: str, text: str) -> bool:
    """Whether a text has a year; 2015-16 may be written as 2015/16."""
    return (
        year in text or year.replace("-", "/") in text or year.replace("-", "–") in text
    )


@check("carry-forward")
def carried_forward_is_one_sum(draft: Draft) -> Iterator[Issue]:
    """Two sums where none is recorded; others are compared with the records."""
    if any(ledger.carried for ledger in draft.context.resolver.ledgers.values()):
        return
    typed = {
        number.value: (reading, number)
        for reading in readings(draft)
        if CARRIED.search(reading.text)
        for number in reading.quantities
        if number.unit == POUNDS and not number.is_linked
        if not _is_known(draft, number)
    }
    if len(typed) > 1:
        listed = " and ".join(quantity.text for _, quantity in typed.values())
        reading, number = list(typed.values())[-1]
        yield warning(
            f"The carried-forward amount is given as {listed}.",
            "Record it once, then link to it wherever it appears.",
            **reading.place(*number.span),
        )


def _is_known(draft, number) -> bool:
    amounts = (
        fact.value
        for subject in knowledge_of(draft).subjects
        if subject.is_money
        for fact in subject.facts.values()
    )
    return any(
        value is not None and abs(number.value - value) <= number.last / 2
        for value in amounts
    )


@check("earlier-edition")
def earlier_editions_agree(draft: Draft) -> Iterator[Issue]:
    edition = _latest_edition(draft.report) if bound(draft) else None
    if edition is None:
        return
    earlier = dict(_figures_in(edition.content))
    for linked in bound(draft):
        key, figure = _key(linked.token), linked.figure
        value, text = earlier.get(key, (figure.value, ""))
        if value != figure.value:
            yield warning(
                f"{figure.about}, {figure.period}: {figure.text} here, {text} in "
                f"{edition.report}, edition {edition.number}.",
                "Correct the figure, or accept this warning if the earlier one was "
                "wrong.",
                about=f"{key} {value} {figure.value}",
                **linked.place,
            )


def _key(token) -> str:
    return " ".join([token.name, *token.arguments, *_of_value(token.style)])


def _of_value(style: str) -> list[str]:
    """A style that gives a change or part a different value, not just other words."""
    return [style] if style in {"percent", "number", "base", "of"} else []


def _latest_edition(report) -> Edition | None:
    """The latest edition of this document or one of an earlier year."""
    editions = Edition.objects.filter(
        report__document_type=report.document_type,
        report__partnership=report.partnership,
        report__year__lte=report.year,
    )
    rows = editions.select_related("report").order_by("-report__year", "-number")
    return rows.first()


def _figures_in(value) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every figure of a stored document: its name, value and words.

    The name includes the styles that have another value.
    """
    if isinstance(value, dict):
        token = value.get("token")
        if isinstance(token, str) and token.startswith("[=") and value.get("value"):
            name, _, style = token[2:-1].partition("|")
            key = " ".join([*name.split(), *_of_value(style.strip())])
            yield key, (str(value["value"]), str(value.get("text")))
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _figures_in(item)
