"""Problems that stop the document from being created."""

from reports.checks.issue import error
from reports.checks.registry import check


@check("document-broken")
def document_is_whole(draft):
    for problem in draft.problems:
        words = next(
            (passage for passage in draft.words if passage.place == problem.location),
            None,
        )
        yield error(
            problem.message,
            "Fix this in the section shown.",
            words=words,
            place=problem.location,
        )
