"""Checks that the organisations named are in the register."""

from difflib import SequenceMatcher

from reports.checks.issue import warning
from reports.checks.name_register import inside, name_register, spans_of
from reports.checks.registry import check
from reports.models import Contribution
from reports.text.full_text import folded, plain, whole_text
from reports.text.phrases import shape

NAMED = shape("organisations.named")
# Words for a type of organisation, not a particular one.
SORTS = set(
    "a all an and any at both by each every for four from in its local many most no of "
    "on other our some that the their these this three to two under when where with "
    "annual borough city community county district health joint national parish police "
    "public safety scrutiny statutory strategic town unitary".split()
)
BEGINNING = shape("organisations.beginning")
JOINT = shape("organisations.joint")
CSP = shape("organisations.csp")
# If names are more alike than this, one is probably meant for the other.
NEAR = 0.84


@check("name-unknown", gives_way=True)
def organisations_are_recorded(draft):
    whole, content = whole_text(draft), name_register(draft).content
    for start, end in whole.once(
        "unknown bodies", content, lambda: list(_named(draft, whole))
    ):
        place = whole.at(start, end)
        is_own = _is_own(draft, place)
        near = _near_names(draft, whole, whole.text[start:end], is_own)
        if near:
            either = " or ".join(f"“{name}”" for name in near[:3])
            yield warning(
                f"There is no partner or group called “{place['excerpt']}”. "
                f"Did you mean {either}?",
                "Use the recorded name.",
                replacement=near[0] if len(near) == 1 else "",
                **place,
            )
        elif is_own:
            yield _not_recorded(place)


def _not_recorded(place):
    return warning(
        f"“{place['excerpt']}” is not in your list of partners or groups.",
        "Add it as a partner or group, or use the recorded name.",
        **place,
    )


def _near_names(draft, whole, name, is_own) -> list[str]:
    """Recorded names that may be meant; remembered while the names stay the same."""
    names = name_register(draft)
    given = name, is_own, names.content
    return whole.once("near bodies", given, lambda: _near(name, names, is_own))


def _named(draft, whole):
    """Where organisations are named that are not in the register by that name."""
    register = name_register(draft)
    names = _names(register)
    settled = spans_of(whole, [name for name in names if len(name) > 4])
    titles = spans_of(whole, register.titles)
    known = {folded(name) for name in names}
    for match in whole.matches(NAMED):
        start, end = _without_beginning(whole.typed, *match.span())
        if inside((start, end), titles) or inside((start, end), settled):
            continue
        start = _after_known(whole.typed, start, end, settled)
        if not _is_known(folded(whole.typed[start:end]), known, register.areas):
            yield start, end


def _names(register):
    """All names of organisations and terms."""
    names = {name for body in register.bodies for name in body.names}
    terms = {name for term in register.terms for name in (term.term, term.full_version)}
    return names | (terms - {""})


def _without_beginning(typed, start, end):
    """A name without its article or possessive."""
    begun = BEGINNING.match(typed, start, end)
    start = begun.end() if begun else start
    for before in ("'s ", " the "):
        last = typed.rfind(before, start, end)
        start = last + len(before) if last >= 0 else start
    return start, end


def _after_known(typed, start, end, settled):
    """The start of the last name, where known names precede an “and”."""
    for first, last in sorted(settled):
        if not start <= first < last < end or " " not in typed[first:last]:
            continue
        joint = JOINT.match(typed, last, end)
        if joint:
            start = max(start, joint.end())
    return start


def _is_known(name, known, areas):
    """Whether it is known in full, by its last words, or as a type of organisation."""
    words = name.split()
    if set(words[:-1]) <= SORTS or name in known:
        return True
    if any(_is_tail(name, other) or _is_tail(other, name) for other in known):
        return True
    if not words[-1].endswith("s"):
        return False
    named = {folded(area) for area in areas}
    return not (name[:-1] in known and any(area in name for area in named))


def _is_tail(name, whole_name):
    """Whether a name is the end of a longer one, and not a type of organisation."""
    return whole_name.endswith(f" {name}") and not set(name.split()[:-1]) <= SORTS


def _is_own(draft, place):
    """Whether the text is about the document’s own partnership, not another."""
    row = place["words"].row
    if isinstance(row, Contribution):
        return False
    whose = getattr(row, "partnership_id", None) or getattr(
        getattr(row, "priority", None), "partnership_id", None
    )
    return whose in {None, draft.partnership.pk} and bool(place["words"].section)


def _near(name, register, is_own):
    """The registered names most like it; in contributions, those of the same place."""
    words = _parts(name)
    places = {part for area in register.areas for part in _parts(area)}
    if not is_own and not places & set(words):
        return []
    ranked = [
        (_alike(words, name, known), known)
        for body in register.bodies
        for known in body.names
        if len(known) > 4
    ]
    best = max((alike for alike, _known in ranked), default=0)
    if best < NEAR:
        return []
    found = sorted((known for alike, known in ranked if alike > best - 0.01), key=len)
    return list(dict.fromkeys(found))


def _parts(name):
    return [part for part in shape("words.any").findall(folded(name)) if part != "the"]


def _alike(words, name, known):
    """Return 0 to 1. Names of 3 or more words may differ in one of them."""
    others = _parts(known)
    if not others or words[0][:3] != others[0][:3]:
        return 0.0
    longest = max(len(words), len(others))
    if longest >= 3 and len(set(words) & set(others)) == longest - 1:
        if words[0] == others[0] and words[-1] == others[-1]:
            return 0.9
    if abs(len(name) - len(known)) > 8:
        return 0.0
    return SequenceMatcher(None, folded(name), folded(known)).ratio()


@check("name-unknown")
def short_names_are_known(draft):
    whole, register = whole_text(draft), name_register(draft)
    known = {folded(name) for name in register.csps}
    for match in whole.matches(CSP):
        name = match[1].strip()
        words = folded(name).split()
        if folded(name) in known or words[0] in SORTS | {"community"}:
            continue
        if any(folded(name).endswith(f" {other}") for other in known):
            continue
        near = [csp for csp in register.csps if words[0] in folded(csp).split()]
        if near:
            right = f"{near[0]} CSP"
            yield warning(
                f"There is no partnership called “{name} CSP”. Did you mean {right}?",
                "Use the recorded name.",
                replacement=right,
                **whole.at(*match.span()),
            )


@check("name-spelling")
def areas_have_their_apostrophe(draft):
    whole = whole_text(draft)
    for area in name_register(draft).areas:
        name = plain(area)
        if name[-1] == "s":
            continue
        for start, end in whole.places(f"{name}s", exact=True):
            if shape("organisations.letter-after").match(whole.typed, end):
                yield warning(
                    f"“{name}s” has no apostrophe.",
                    f"Write {name}’s.",
                    replacement=f"{name}’s",
                    **whole.at(start, end),
                )
