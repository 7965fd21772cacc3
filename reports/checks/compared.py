"""The checks that the comparators answer: one for each kind of mistake."""

from importlib import import_module

from reports.checks.comparators.base import LINK, issues, mistakes_of
from reports.checks.comparators.document import contradictions
from reports.checks.finding import warn
from reports.checks.registry import check
from reports.text.reader import readings

# Each registers its comparators when it is imported.
for _name in [
    "calendar",
    "changes",
    "counts",
    "figures",
    "names",
    "ranks",
    "sums",
    "targets",
    "trends",
]:
    import_module(f"reports.checks.comparators.{_name}")

# Name of the check, title, why it matters.
KINDS = [
    (
        "typed-contradiction",
        "Typed figures that contradict your data",
        "The document may be wrong or contradict itself.",
    ),
    (
        "figure-unknown",
        "Figures that your data says are not known",
        "Readers take an unknown figure as certain.",
    ),
    (
        "bound-contradicted",
        "“Up to” or “over” that contradicts your data",
        "A maximum is not an amount, and an amount is not a maximum.",
    ),
    (
        "linked-figure-contradicted",
        "Linked figures that do not match the sentence",
        "The document may be wrong or contradict itself.",
    ),
    (
        "direction-contradicted",
        "“Fell” or “rose” contradicts the data",
        "The text and the figures disagree.",
    ),
    (
        "unlike-periods",
        "Comparisons of periods of different length",
        "A quarter is smaller than a year, whatever happened.",
    ),
    (
        "trend-contradicted",
        "Trends that contradict your data",
        "The text and the figures disagree.",
    ),
    (
        "rank-contradicted",
        "Rankings that contradict your data",
        "The text and the figures disagree.",
    ),
    (
        "target-contradicted",
        "Targets and results that contradict your data",
        "The text and the figures disagree.",
    ),
    (
        "part-contradicted",
        "Parts that are larger than the whole",
        "One of the two figures is wrong.",
    ),
    (
        "lead-contradicted",
        "Leads that contradict your data",
        "Readers may contact the wrong organisation.",
    ),
    (
        "recipient-contradicted",
        "Grant recipients that contradict your data",
        "The document may be wrong or contradict itself.",
    ),
    (
        "spending-contradicted",
        "Spending that contradicts the monitoring returns",
        "The document may be wrong or contradict itself.",
    ),
    (
        "name-unknown",
        "Names that are almost the same as a known name",
        "Readers cannot find what the text names.",
    ),
    (
        "act-unknown",
        "Acts with the wrong year",
        "Readers cannot find the act.",
    ),
    (
        "date-impossible",
        "Dates that do not exist",
        "Readers cannot tell which day is meant.",
    ),
    (
        "weekday-contradicted",
        "Weekdays that do not match the date",
        "Readers cannot tell which day is meant.",
    ),
    (
        "duration-contradicted",
        "Durations that do not match the dates",
        "Readers cannot tell which is right.",
    ),
    (
        "plan-not-in-force",
        "Plans that have ended or not begun",
        "The text describes a plan that is not in force.",
    ),
]
# Checks of words alone, which say nothing where a comparator has an issue with the same
# sentence: one fact is reported once.
GIVE_WAY = set(
    "typed-change typed-percentage parts-told told-too-soon body-of-another-time "
    "body-not-in-register office-told-otherwise told-in-two-numbers trend-from-two "
    "plan-has-ended plan-years qualifier-exact over-an-exact-number "
    "periods-unlike".split()
)
# Checks that ask for what the reader can find in the data: they say nothing of a
# sentence whose subject the data know, because its claims have been compared.
NOT_ASKED = set(
    "trend-without-figure rank-of-what increase-from-nowhere change-without-dates "
    "percent-of-what comparison-without-figures change-told-without-base "
    "share-without-count".split()
)


def gives_way(draft, finding) -> bool:
    """Whether a finding repeats an issue of a comparator, or asks what is known."""
    name, excerpt = finding.check, finding.excerpt
    if name not in GIVE_WAY | NOT_ASKED or finding.words is None:
        return False
    if finding.about.startswith(f"{name}: "):
        return False  # a comparator's own
    for reading, one in [*mistakes_of(draft), *contradictions(draft)]:
        if reading.sentence.words is not finding.words or one.level == LINK:
            continue
        at = reading.text.find(excerpt)
        if at >= 0 and at < one.end and one.start < at + len(excerpt):
            return True
    return name in NOT_ASKED and any(
        _subject_is_known(reading, excerpt)
        for reading in readings(draft)
        if reading.sentence.words is finding.words and excerpt in reading.text
    )


def _subject_is_known(reading, excerpt: str) -> bool:
    """Whether the data have a number, not only a reason, of the nearest subject."""
    at = reading.text.find(excerpt)
    nearest = min(
        reading.subjects,
        key=lambda one: max(one.start - at - len(excerpt), at - one.end),
        default=None,
    )
    facts = nearest.what.facts.values() if nearest else ()
    return any(fact.value is not None for fact in facts)


def _register(name, title, why):
    @check(name, title, why)
    def find(draft):
        yield from issues(draft, name)


for _kind in KINDS:
    _register(*_kind)


@check(
    "told-otherwise",
    "One fact given with different numbers or dates",
    "Readers cannot tell which is right.",
)
def statements_agree(draft):
    for reading, one in contradictions(draft):
        excerpt = reading.text[one.start : one.end]
        yield warn(
            one.message,
            one.hint,
            about=f"{one.claim}: {excerpt}: {reading.text[:80]}",
            **reading.place(one.start, one.end),
        )
