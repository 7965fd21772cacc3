"""What a text leans on without showing it: lists, assessments, another body's news."""

import re

from partnership.models import Group, Partnership
from reports.checks.finding import warn
from reports.checks.registry import check
from reports.models import Contribution
from reports.text.lines import BOUND
from reports.text.sentence import (
    YEAR,
    hinted,
)
from reports.text.shared_queries import (
    all_of,
    by_key,
)

LISTED = re.compile(
    r"\b(?:over|more than|about|around|nearly|almost|at least|some|up to)? ?"
    r"(?<![\d/–-])(?<!Appendix )(?<!Section )(?<!Annex )"
    r"(?:\d{1,3}|ten|a dozen|twelve|fifteen|twenty|thirty|forty|fifty) "
    r"(?:[a-z]+(?:,? and|,)? ){0,4}(?:strategies|plans|policies)\b",
    re.I,
)


@check(
    "not-listed",
    "Many strategies counted and none named",
    "Readers cannot look up what is not named.",
)
def what_is_counted_is_listed(draft):
    for sentence in hinted(draft, "strategies", "plans", "policies"):
        match = sentence.first(LISTED)
        if not match or sentence.owns_up or _points(sentence):
            continue
        if sentence.line.text.endswith(":"):
            continue
        yield warn(
            f"“{match[0].strip()}” are counted and not listed.",
            "Refer to the list of related plans, or name them.",
            **sentence.mark(match),
        )


def _points(sentence):
    """Whether there is a reference or a link in it."""
    links = sentence.words.links
    return BOUND in sentence.typed or any(
        link.text in sentence.line.text for link in links
    )


ASSESSED = re.compile(
    r"\b(?:subject to|undergone|had|passed|completed) (?:an? |the |full )*"
    r"(?:\w+ ){0,3}(?:assessment|audit|evaluation|appraisal)s?\b",
    re.I,
)


@check(
    "assessment-not-shown",
    "Assessments and audits without a reference",
    "The claim can only be believed if the assessment can be read.",
)
def assessments_can_be_read(draft):
    for sentence in hinted(draft, "assessment", "audit", "evaluation", "appraisal"):
        match = sentence.first(ASSESSED)
        if not match or sentence.owns_up or _points(sentence):
            continue
        if not YEAR.search(sentence.text):
            yield warn(
                f"“{match[0]}” is said without a reference.",
                "Link to the assessment, or name it with its date.",
                **sentence.mark(match),
            )


@check(
    "told-elsewhere",
    "A county’s group described among a district’s news",
    "What is true of the county is read as the district’s own.",
)
def contributions_tell_of_their_own(draft):
    """A group may be named; described at length it belongs to the body it is of."""
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
                yield warn(
                    f"“{name}” is told of here, and belongs to {owner}.",
                    f"Tell it under {owner}, or say here only what it means for the "
                    "partnership.",
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
