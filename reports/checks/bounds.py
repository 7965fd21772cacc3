"""“Over”, “up to” and similar words before figures that do not need them."""

from collections.abc import Iterator

from reports.checks.issue import Issue, error, warning
from reports.checks.registry import check
from reports.text.linked_figures import bound
from reports.text.phrases import phrase
from reports.text.quantities import COUNT
from reports.text.reader import readings

ROUGH = {"over", "over-near", "under-near", "about"}
# A count below this is exact, and “over 21” may be right.
FEW = 20


@check("qualifier-contradicted")
def qualifiers_belong_to_figures(draft):
    for linked in bound(draft):
        lead = linked.sentence.typed[: linked.start]
        typed = phrase("bounds.before").search(lead)
        if typed and not phrase("bounds.year").match(linked.figure.text):
            yield from _typed_before(linked, typed["word"])


def _typed_before(linked, word) -> Iterator[Issue]:
    text = linked.figure.text
    place = linked.place | {"excerpt": f"{word} {text}", "occurrence": 0}
    if phrase("bounds.begins").match(text):
        yield error(
            f"“{word} {text}” repeats a word that comes with the figure.",
            f"Delete “{word}”.",
            replacement=linked.token.source,
            replacement_label=text,
            **place,
        )
    elif text[:1].isdigit() or text[:1] == "£":
        yield warning(
            f"“{word}” is typed before {text}, which is an exact figure.",
            f"Delete “{word}”, or record it with the figure.",
            **place,
        )


def _is_some(reading, number) -> bool:
    """“Some 48 of 120” may only mean that there were 48."""
    return reading.bare[number.lead : number.start].strip() == "some"


@check("qualifier-contradicted", gives_way=True)
def bounds_are_round(draft):
    for reading in readings(draft):
        for number in reading.quantities:
            is_exact = number.unit == COUNT and number.last == 1 and number.value % 5
            if number.bound not in ROUGH or number.is_linked or number.is_worded:
                continue
            if phrase("said.per-time").match(reading.bare, number.end):
                continue  # “About 23 a week” is itself worked out.
            if is_exact and number.value > FEW and not _is_some(reading, number):
                yield warning(
                    f"“{reading.text[number.lead : number.end]}” is used with an exact "
                    "number.",
                    "Give the exact number, or a rounded one.",
                    **reading.place(*number.span),
                )
