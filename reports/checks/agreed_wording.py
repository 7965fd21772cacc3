"""Checks of wording that was agreed once: priorities, objectives, recommendations."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from partnership.models import Partnership
from priorities.models import CommissionersPlan, Objective, Priority
from reports.checks.issue import warning
from reports.checks.registry import check
from reports.text.full_text import folded, plain, whole_text
from reports.text.phrases import shape
from reports.text.shared_queries import all_of, by_key

# Below this a wording is a different idea, not a changed version of this one.
ALIKE = 0.74
PIECES = shape("agreed-wording.pieces")
SENTENCES = shape("agreed-wording.sentences")
ENDING = shape("agreed-wording.ending")
SMALL = set(
    "a an and are as at by for from in is it its of on or our that the their to "
    "with".split()
)


@dataclass(frozen=True)
class Agreed:
    """An agreed wording, its type and its owner; `owner` is None if shared by all."""

    text: str
    what: str
    owner: int | None = None


def _index(draft) -> "_Index":
    """Priorities of the year; the plan's objectives for the partnership's own words.

    Wordings of other years are included, so that they are not near misses.
    """
    around = [
        row
        for row in _local_priorities(draft)
        if row.from_year <= draft.year + 2 and row.to_year >= draft.year - 2
    ]
    agreed = [
        Agreed(row.title, "priority", row.partnership_id)
        for row in around
        if row.from_year <= draft.year <= row.to_year
    ]
    agreed += [
        Agreed(row.text, "objective", draft.partnership.pk)
        for row in _local_objectives(draft)
    ]
    return _Index(agreed, [row.title for row in around])


def _local_objectives(draft) -> list[Objective]:
    """Objectives of the plans of the police area."""
    plans, area = by_key(draft, CommissionersPlan), draft.partnership.police_area_id
    rows = all_of(draft, Objective)
    return [row for row in rows if plans[row.plan_id].area_id == area]


def _local_priorities(draft) -> list[Priority]:
    """Priorities of the partnerships of the police area, of all years."""
    owners, area = by_key(draft, Partnership), draft.partnership.police_area_id
    rows = all_of(draft, Priority)
    return [row for row in rows if owners[row.partnership_id].police_area_id == area]


def _near(whole, index) -> list[tuple[int, int]]:
    """Where the text is close to an agreed wording."""
    given = (*(agreed for agreed, _stems in index.agreed), frozenset(index.known))
    pieces = (
        place
        for place in _pieces(whole.typed)
        if index.nearest(whole.typed[slice(*place)], None)
    )
    return whole.once("almost agreed", given, lambda: list(pieces))


@check("agreed-wording")
def agreed_wordings_are_used(draft):
    whole, index = whole_text(draft), _index(draft)
    for start, end in _near(whole, index):
        piece = whole.typed[start:end]
        agreed = index.nearest(piece, _owner(draft, whole.at(start, end)["words"]))
        if agreed is not None:
            place = whole.at(start, end)
            yield warning(
                f"“{place['excerpt']}” is close to the {agreed.what} “{agreed.text}”.",
                "Use the agreed wording, or accept this warning if this is something "
                "else.",
                replacement=agreed.text,
                **place,
            )


@check("repeated-text")
def recommendations_are_not_repeated(draft):
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
            yield warning(
                f"“{place['excerpt']}” repeats a recommendation in different words.",
                "Delete this text. The document already includes the recommendation.",
                **place,
            )


def _owner(draft, words):
    """Who wrote this text: a contributor, or the report's partnership."""
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
        self.agreed = [(objective, _stems(objective.text)) for objective in agreed]
        self.known = {
            folded(text) for text in [*known, *(objective.text for objective in agreed)]
        }
        self.by_stem = defaultdict(list)
        for number, (_one, stems) in enumerate(self.agreed):
            for stem in set(stems):
                self.by_stem[stem].append(number)

    def nearest(self, piece, owner) -> Agreed | None:
        """The wording that a piece of text almost matches."""
        piece_text = folded(piece)
        if piece_text in self.known or not self.agreed:
            return None
        best, most = None, ALIKE
        for agreed in self._similar(set(_stems(piece))):
            is_owned = agreed.owner in {None, owner} or owner is None
            text = folded(agreed.text)
            alike = (
                _alike(piece_text, text) if is_owned and text not in piece_text else 0
            )
            if alike >= most:
                best, most = agreed, alike
        return best

    def _similar(self, stems) -> Iterator[Agreed]:
        """Wordings that share most of some stems."""
        shared = Counter(
            number for stem in stems for number in self.by_stem.get(stem, [])
        )
        for number, count in shared.items():
            agreed, wanted = self.agreed[number]
            if len(wanted) > 2 and count >= 0.6 * max(len(set(wanted)), len(stems)):
                yield agreed


@lru_cache(maxsize=20_000)
def _stems(text) -> tuple[str, ...]:
    words = shape("words.small").findall(plain(text).lower().replace("/", ""))
    return tuple(ENDING.sub("", word) for word in words if word not in SMALL)


@lru_cache(maxsize=5_000)
def _alike(piece_text, agreed) -> float:
    """How similar two folded wordings are, from 0 to 1."""
    return SequenceMatcher(None, piece_text, agreed).ratio()
