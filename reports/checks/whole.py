"""The document can be made whole: every figure and reference names something."""

from reports.checks.finding import stop
from reports.checks.registry import check


@check(
    "whole-document",
    "Figures, references and parts that are not there",
    "A document with a hole in it cannot be made, so nobody can read it.",
)
def document_is_whole(draft):
    for problem in draft.problems:
        words = next(
            (one for one in draft.words if one.place == problem.location), None
        )
        yield stop(
            problem.message,
            "Mend it at the place that is named.",
            words=words,
            place=problem.location,
        )
