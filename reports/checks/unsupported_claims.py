"""Claims without the figure, base or source that readers need to judge them.

The phrase that each row of CLAIMS looks for is under [claims] in
reports/text/phrases.toml.
"""

from collections.abc import Callable
from dataclasses import dataclass

from partnership.models.wording import worded
from reports.checks.issue import warning
from reports.checks.registry import check
from reports.text.excerpts import briefly
from reports.text.lines import BOUND
from reports.text.phrases import phrase
from reports.text.sentences import YEAR, Sentence, sentences_of


@dataclass(frozen=True)
class Claim:
    """One phrase, and its check: `lacks` says whether what it needs is missing.

    “{}” in the message is the claim, with at least `words` words.
    """

    phrase: str
    check: str
    message: str
    hint: str
    lacks: Callable[[Sentence, str], bool]
    words: int = 0


def no_number(sentence: Sentence, rest: str) -> bool:
    """Whether neither the sentence nor its neighbours have a number, except years."""
    near = sentence.between_neighbours(sentence.typed)
    return not _has_number(phrase("claims.labels").sub("", near))


def _has_number(text: str) -> bool:
    return any(letter.isdigit() or letter == BOUND for letter in text)


def no_number_after(sentence: Sentence, rest: str) -> bool:
    near = rest[:80]
    return not _has_number(near) and not phrase("claims.named").search(near)


def nothing_named(name: str) -> Callable[[Sentence, str], bool]:
    """Whether neither the sentence nor its neighbours have this phrase."""
    return lambda sentence, rest: not phrase(name).search(sentence.around)


def no_year(sentence: Sentence, rest: str) -> bool:
    return not YEAR.search(sentence.around)


def no_reference(sentence: Sentence, rest: str) -> bool:
    """Whether the sentence has no reference, link or list."""
    links = any(link.text in sentence.line.text for link in sentence.words.links)
    return not (links or BOUND in sentence.typed or sentence.line.text.endswith(":"))


def no_dated_reference(sentence: Sentence, rest: str) -> bool:
    return no_reference(sentence, rest) and not YEAR.search(sentence.text)


def no_inspector(sentence: Sentence, rest: str) -> bool:
    named = phrase("claims.inspectors").search(sentence.text)
    return not (named and YEAR.search(sentence.text))


def not_better(sentence: Sentence, rest: str) -> bool:
    """Whether work is said to increase the problem that it is meant to reduce."""
    fought = phrase("claims.fought").search(rest)
    return bool(fought) and not phrase("claims.fewer").search(rest)


CLAIMS = [
    Claim(
        "trend-without-figure",
        "claim-without-figures",
        "“{}” has no figure.",
        "Add linked figures with their periods, or say that no figure is available.",
        no_number,
        words=5,
    ),
    Claim(
        "change-without-base",
        "claim-without-figures",
        "“{}” does not give the earlier figure.",
        "Give both figures with their periods, or link to the change.",
        nothing_named("claims.previous"),
    ),
    Claim(
        "change-without-dates",
        "claim-without-figures",
        "“{}” does not give the dates of the figures.",
        "Add the date or period of both figures.",
        no_year,
    ),
    Claim(
        "percent-of-what",
        "claim-without-figures",
        "“{}” does not say what it is a change from.",
        "Link to the change, or give both periods.",
        nothing_named("claims.base"),
    ),
    Claim(
        "share-without-count",
        "claim-without-figures",
        "“{}” gives no number.",
        "Give the number and the total, or say that they are not known.",
        no_number,
    ),
    Claim(
        "comparison-without-figures",
        "claim-without-figures",
        "“{}” does not give the figures that are compared.",
        "Give both figures, or say that they are not known.",
        no_number,
    ),
    Claim(
        "rank-of-what",
        "claim-without-figures",
        "“{}” does not say which measure this is.",
        "Name the measure, and give its figure and period.",
        no_number,
    ),
    Claim(
        "statistical-claim",
        "claim-without-source",
        "“{}” is used but no test is named.",
        "Name the test and its source, or leave the word out.",
        nothing_named("claims.test"),
    ),
    Claim(
        "rating-without-source",
        "claim-without-source",
        "“{}” does not say who gave the rating, or when.",
        "Name the inspectorate, its report and the year.",
        no_inspector,
    ),
    Claim(
        "number-of",
        "number-of",
        "“{}” does not say how many.",
        "Give the number, or say that it is not known.",
        no_number_after,
    ),
    Claim(
        "cause-and-effect",
        "cause-and-effect",
        "“{}” suggests the work caused the problem.",
        "Use separate sentences for what was done and what was found.",
        not_better,
    ),
    Claim(
        "not-listed",
        "number-of",
        "“{}” are counted but not listed.",
        "Refer to the list of related plans, or name them.",
        no_reference,
    ),
    Claim(
        "assessment-not-shown",
        "claim-without-source",
        "“{}” has no reference.",
        worded("Link to the {assessment.short}, or name it with its date."),
        no_dated_reference,
    ),
]


# These ask for figures that may be in the data.
ASKING = {"claim-without-figures"}


def _register(claim: Claim):
    @check(claim.check, asks=claim.check in ASKING)
    def find(draft):
        claimed = phrase(f"claims.{claim.phrase}")
        for sentence in sentences_of(draft):
            match = sentence.first(claimed)
            if not match or sentence.owns_up or is_aim(sentence, match):
                continue
            if claim.lacks(sentence, sentence.typed[match.end() :]):
                text = claim.message.format(_shown(sentence, match, claim.words))
                yield warning(text, claim.hint, **sentence.mark(match))


def is_aim(sentence: Sentence, match) -> bool:
    """Whether the sentence only asks, hopes or plans, and so claims nothing."""
    return bool(phrase("claims.aims").search(sentence.text[: match.start()]))


def _shown(sentence, match, words: int) -> str:
    lead = sentence.text[: match.start()].split()[-words:] if words else []
    text = sentence.text[match.start() : match.end()].strip()
    return briefly(" ".join([*lead, text]))


for _claim in CLAIMS:
    _register(_claim)


@check("time-unclear")
def same_period_is_clear(draft):
    same_period = phrase("claims.same-period")
    for sentence in sentences_of(draft):
        match = sentence.first(same_period)
        before = sentence.words.text[: sentence.start + match.start()] if match else ""
        named = list(dict.fromkeys(YEAR.findall(before)))
        if match and len(named) > 1:
            yield warning(
                f"“{match[0]}” is unclear. It could mean: {', '.join(named)}.",
                "Give the period.",
                **sentence.mark(match),
            )
