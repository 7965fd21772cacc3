"""Checks of wording that was agreed once: priorities, objectives, recommendations."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from partnership.models import Partnership
from priorities.models import CommissionersPlan, Objective, Priority
from reports.checks.finding import warn
from reports.checks.registry import check
from reports.text.full_text import (
    folded,
    plain,
    whole_text,
)
from reports.text.shared_queries import (
    all_of,
    by_key,
)

# Below this a wording is another thought and not the same one gone astray.
ALIKE = 0.74
PIECES = re.compile(r"[;:\n]\s*|[\"]")
SENTENCES = re.compile(rf"{PIECES.pattern}|(?<=[.?])\s")
ENDING = re.compile(r"(?:ing|tion|ed|es|s|e)$")
SMALL = set(
    "a an and are as at by for from in is it its of on or our that the their to "
    "with".split()
)


@dataclass(frozen=True)
class Agreed:
    """A wording, what it is, and whose; `owner` is None for everybody's."""

    text: str
    what: str
    owner: int | None = None


def _index(draft) -> "_Index":
    """Priorities of the year; the plan's objectives for the partnership's own words.

    Wordings of other years are known, so that they are no near misses.
    """
    police, bodies = draft.partnership.police_area_id, by_key(draft, Partnership)
    around = [
        row
        for row in all_of(draft, Priority)
        if bodies[row.partnership_id].police_area_id == police
        and row.from_year <= draft.year + 2
        and row.to_year >= draft.year - 2
    ]
    agreed = [
        Agreed(row.title, "priority", row.partnership_id)
        for row in around
        if row.from_year <= draft.year <= row.to_year
    ]
    plans = by_key(draft, CommissionersPlan)
    agreed += [
        Agreed(row.text, "objective", draft.partnership.pk)
        for row in all_of(draft, Objective)
        if plans[row.plan_id].area_id == police
    ]
    return _Index(agreed, [row.title for row in around])


@check(
    "wording-drifts",
    "Priorities and objectives in almost their own wording",
    "What was agreed has one wording; another one can be held against it.",
)
def agreed_wordings_stay(draft):
    whole = whole_text(draft)
    index = _index(draft)
    near = whole.once(
        "almost agreed",
        (*(one for one, _stems in index.agreed), frozenset(index.known)),
        lambda: [
            place
            for place in _pieces(whole.typed)
            if index.nearest(whole.typed[slice(*place)], None)
        ],
    )
    for start, end in near:
        piece = whole.typed[start:end]
        agreed = index.nearest(piece, _owner(draft, whole.at(start, end)["words"]))
        if agreed is not None:
            place = whole.at(start, end)
            yield warn(
                f"“{place['excerpt']}” is almost the {agreed.what} “{agreed.text}”.",
                "Use the agreed wording, or words that nobody takes for it.",
                offer=agreed.text,
                offer_words=agreed.text,
                **place,
            )


@check(
    "recommendation-twice",
    "Recommendations told in two wordings",
    "A committee can agree to one wording only.",
)
def recommendations_are_told_once(draft):
    rows = draft.recommendations
    if not rows:
        return
    index = _Index([Agreed(row.text, "recommendation") for row in rows])
    whole = whole_text(draft)
    pieces = whole.once(
        "sentences", None, lambda: list(_pieces(whole.typed, sentences=True))
    )
    for start, end in pieces:
        place = whole.at(start, end)
        if place["words"].row in rows:
            continue
        agreed = index.nearest(whole.typed[start:end], None)
        if agreed is not None:
            yield warn(
                f"“{place['excerpt']}” tells the recommendation in other words.",
                "Take it out: the recommendation is printed from its own row.",
                **place,
            )


def _owner(draft, words):
    """Whose words these are: a contributor's, or the report's partnership's."""
    row = words.row
    whose = getattr(row, "partnership_id", None)
    if whose is None:
        whose = getattr(getattr(row, "priority", None), "partnership_id", None)
    return whose or draft.partnership.pk


def _pieces(typed, *, sentences=False):
    """Lines and their parts between colons, semicolons and quotation marks."""
    parts = SENTENCES if sentences else PIECES
    last = 0
    for match in [*parts.finditer(typed), None]:
        end = match.start() if match else len(typed)
        piece = typed[last:end]
        cut = len(piece) - len(piece.lstrip(" \"'-"))
        bare = piece.strip().rstrip(".,;").removesuffix("; and")
        if 3 <= bare.count(" ") < 40:
            yield last + cut, last + cut + len(bare.lstrip(" \"'-"))
        last = match.end() if match else end


class _Index:
    """Agreed wordings by the words in them, so that few have to be compared."""

    def __init__(self, agreed, known=()):
        self.agreed = [(one, _stems(one.text)) for one in agreed]
        self.known = {folded(text) for text in [*known, *(one.text for one in agreed)]}
        self.by_stem = defaultdict(list)
        for number, (_one, stems) in enumerate(self.agreed):
            for stem in set(stems):
                self.by_stem[stem].append(number)

    def nearest(self, piece, owner) -> Agreed | None:
        """The wording that a piece of text is almost, but not quite."""
        told = folded(piece)
        if told in self.known or not self.agreed:
            return None
        stems = _stems(piece)
        shared = Counter(
            number for stem in set(stems) for number in self.by_stem.get(stem, [])
        )
        best, most = None, ALIKE
        for number, count in shared.items():
            agreed, wanted = self.agreed[number]
            if agreed.owner not in {None, owner} and owner is not None:
                continue
            if len(wanted) < 3 or count < 0.6 * max(len(set(wanted)), len(set(stems))):
                continue
            if folded(agreed.text) in told:
                continue
            alike = _alike(told, folded(agreed.text))
            if alike >= most:
                best, most = agreed, alike
        return best


@lru_cache(maxsize=20_000)
def _stems(text) -> tuple[str, ...]:
    words = re.findall(r"[a-z]+", plain(text).lower().replace("/", ""))
    return tuple(ENDING.sub("", word) for word in words if word not in SMALL)


@lru_cache(maxsize=5_000)
def _alike(told, agreed) -> float:
    """How alike two folded wordings are, from 0 to 1."""
    return SequenceMatcher(None, told, agreed).ratio()
