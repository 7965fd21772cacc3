"""Check of initiatives: one that several contributors share is told once."""

import re
from collections import defaultdict

from priorities.models import Achievement, Strand
from reports.checks.finding import warn
from reports.checks.register import register_of, unofficial
from reports.checks.registry import check
from reports.models import Contribution
from reports.text.full_text import (
    plain,
    whole_text,
)

NAME = re.compile(r"\b(?!The |A |An )(?:[A-Z][a-z]+(?:'s)? )+[A-Z][a-z]+\b")
# Names that end so are of bodies, offices and papers: each contributor has its own.
SORTS = set(
    "act agreement assessment board centre committee conference conferences constable "
    "council councils crime group groups hub majesty meeting meetings member members "
    "officer officers orders panel partnership plan police policing project safety "
    "service services strategy team teams training".split()
)


@check(
    "initiative-twice",
    "One initiative told by several contributors",
    "Readers count it twice, and the tellings differ.",
)
def initiatives_are_told_once(draft):
    whole = whole_text(draft)
    for name, by_owner in _told(draft, whole).items():
        if len(by_owner) < 2:
            continue
        first, *others = by_owner.values()
        under = whole.at(*first)["words"].place
        yield warn(
            f"{name} is told by {len(by_owner)} contributors, first under “{under}”.",
            "Tell it once, under the area that they share.",
            about=name,
            **whole.at(*others[-1]),
        )


def _told(draft, whole):
    """Names of initiatives, and where each contributor first told of them."""
    told: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    named = whole.once(
        "initiatives",
        register_of(draft).content,
        lambda: list(_named(draft, whole)),
    )
    for name, place in named:
        owner = _contributor(whole.at(*place)["words"].row)
        if owner:
            told[name].setdefault(owner, place)
    return told


def _named(draft, whole):
    """Names that are in no register, each with its place."""
    register = register_of(draft)
    known = [name for body in register.bodies for name in body.names]
    known += [one for term in register.terms for one in (term.term, term.stands_for)]
    lowered = plain(" | ".join([*known, *register.areas, *register.titles])).lower()
    places = {word for area in register.areas for word in area.lower().split()}
    for match in NAME.finditer(unofficial(draft, whole)):
        words = match[0].lower().split()
        is_known = places & set(words) or match[0].lower() in lowered
        if words[-1] not in SORTS and not is_known:
            yield match[0], match.span()


def _contributor(row):
    if isinstance(row, Achievement | Contribution):
        return row.partnership_id
    return row.priority.partnership_id if isinstance(row, Strand) else None
