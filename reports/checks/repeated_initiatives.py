"""Initiatives that several contributors describe."""

from collections import defaultdict

from partnership.core.models.display import with_count
from priorities.models import Achievement, Strand
from reports.checks.gaps import listed
from reports.checks.issue import warning
from reports.checks.name_register import name_register, unofficial
from reports.checks.registry import check
from reports.models import Contribution
from reports.text.full_text import plain, whole_text
from reports.text.phrases import shape

NAME = shape("repeated-initiatives.name")
# Names with these endings are of organisations, posts and papers: each contributor has
# its own.
SORTS = set(
    "act agreement assessment board centre committee conference conferences constable "
    "council councils crime group groups hub majesty meeting meetings member members "
    "officer officers orders panel partnership plan police policing project safety "
    "service services strategy team teams training".split()
)


@check("initiative-repeated")
def initiatives_are_reported_once(draft):
    whole = whole_text(draft)
    several = {
        name: list(by_owner.values())
        for name, by_owner in _described(draft, whole).items()
        if len(by_owner) > 1
    }
    for places in several.values():
        yield warning(
            f"{with_count(len(several), 'initiative')} described by more than one "
            f"contributor: {listed(sorted(several))}.",
            "Describe it once, under the area it covers.",
            about=" ".join(sorted(several)),
            **whole.at(*places[-1]),
        )


def _described(draft, whole):
    """Names of initiatives, and where each contributor first describes them."""
    found: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    named = whole.once(
        "initiatives", name_register(draft).content, lambda: list(_named(draft, whole))
    )
    for name, place in named:
        owner = _contributor(whole.at(*place)["words"].row)
        if owner:
            found[name].setdefault(owner, place)
    return found


def _named(draft, whole):
    """Names that are in no register, each with its place."""
    register = name_register(draft)
    known = [name for body in register.bodies for name in body.names]
    known += [
        name for term in register.terms for name in (term.term, term.full_version)
    ]
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
