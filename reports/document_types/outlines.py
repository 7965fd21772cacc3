"""Outlines of document templates: how their sections are stored, read and checked.

    [{"key": "vision", "title": "Our vision", "numbering": "section",
      "blocks": [{"block": "prose", "options": {"key": "vision.text"}}]}]

Values as in a new section are left out.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from partnership.models.wording import worded
from reports.blocks import Empty, Use
from reports.document_types.at_a_glance import KEY as SUMMARY
from reports.document_types.catalogue import (
    LOOPS,
    NAMES,
    OFFERED_LOOPS,
    BlockType,
    block_types,
    name_of,
)
from reports.document_types.outline import DocumentType, SectionSpec
from reports.models.templates import DocumentTemplate, wording_problem

NUMBERINGS = {
    "section": "Numbered: 1, 2, 3",
    "appendix": "Appendix: A, B, C",
    "annex": "Annex: A, B, C",
    "none": "No number",
}
EMPTY = {
    Empty.SKIP: "Hide this content",
    Empty.NONE: "Show “None”",
    Empty.NOTHING_REPORTED: "Show “Nothing has been reported”",
    Empty.STOP: "Do not create the document",
}
DEFAULTS = {
    "numbering": "section",
    "group": "",
    "runs_on": False,
    "repeat": "",
    "is_optional": False,
    "is_included": True,
}
MOST_SECTIONS, MOST_BLOCKS, LONGEST = 60, 20, 600
# The most years, or other numbers, of an option.
MOST = 10
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TEXT_KEY = re.compile(r"[a-z0-9-]+(?:\.(?:[a-z0-9-]+|\{item\}))*")

# What to do if a block has nothing to show, among its options in a spreadsheet.
WITHOUT_DATA = "without data"


def stored(document_type: DocumentType) -> list[dict]:
    """The outline of a type as it is stored, without the summary."""
    return [
        without_defaults(
            {
                "key": section.key,
                "title": section.title,
                "numbering": section.numbering,
                "group": section.group,
                "runs_on": section.runs_on,
                "repeat": section.over.__name__ if section.over else "",
                "is_optional": section.is_optional,
                "blocks": [_stored_block(used) for used in section.blocks],
            }
        )
        for section in document_type.sections
        if section.key != SUMMARY
    ]


def without_defaults(section) -> dict:
    """A section without the values that are as in a new one."""
    return {k: v for k, v in section.items() if k not in DEFAULTS or v != DEFAULTS[k]}


def _stored_block(used: Use) -> dict:
    options = {name: _plain(value) for name, value in used.options.items()}
    found: dict = {"block": name_of(used.collect), "options": options}
    if used.empty is not Empty.SKIP:
        found["empty"] = used.empty.name.lower()
    return found


def _plain(value):
    if isinstance(value, Callable):  # type: ignore[arg-type]
        return value.__name__
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value if isinstance(value, bool | int) else str(value)


def sections_of(
    outline: list[dict], is_included: bool = True
) -> tuple[SectionSpec, ...]:
    """The sections of a stored outline that are not hidden, or those that are."""
    return tuple(
        _section(DEFAULTS | section)
        for section in outline
        if section.get("is_included", True) is is_included
    )


def _section(section) -> SectionSpec:
    return SectionSpec(
        section["key"],
        section["title"],
        tuple(_use(block) for block in section["blocks"]),
        numbering=section["numbering"],
        group=section["group"],
        runs_on=section["runs_on"],
        over=LOOPS.get(section["repeat"]),
        is_optional=section["is_optional"],
    )


def _use(block) -> Use:
    options = dict(block["options"])
    if options.get("over"):
        options["over"] = LOOPS[options["over"]]
    empty = Empty[block.get("empty", "skip").upper()]
    return Use(block_types()[block["block"]].collect, options, empty)


def declared(template: DocumentTemplate, base: DocumentType | None) -> DocumentType:
    """The document type that a template declares; `base` is the one it is based on.

    The base has the summary already; a type without one gets it from the caller.
    """
    base = base or DocumentType("", "", template.name, "", (), style="paper")
    style, numbers = base.style, base.numbers_paragraphs
    if template.style:
        style = "agreement" if template.style == template.Style.AGREEMENT else "paper"
        numbers = template.style == template.Style.NUMBERED
    own = template.document_type != base.code
    return replace(
        base,
        code=template.document_type,
        name=template.name if own else base.name,
        title=template.title or base.title,
        description=template.description or base.description,
        sections=sections_of(template.outline) if template.outline else base.sections,
        hidden_sections=sections_of(template.outline, is_included=False),
        style=style,
        numbers_paragraphs=numbers,
    )


def problems(outline) -> Iterator[str]:
    """The errors of a stored outline, as sentences without a full stop."""
    if not isinstance(outline, list) or len(outline) > MOST_SECTIONS:
        yield f"An outline is a list of up to {MOST_SECTIONS} sections"
        return
    keys: Counter = Counter()
    repeats: Counter = Counter()
    for number, section in enumerate(outline, 1):
        found = list(_section_problems(section, number))
        for problem in found:
            yield f"Section {number}: {problem}"
        if not found:
            keys.update(_keys(section))
            repeats.update(_repeats([section]))
    for repeat, count in repeats.items():
        if count > 1:
            yield only_one(repeat)
    for (key, kind), count in keys.items():
        if count > 1:
            yield f"The key “{key}” is used for {count} {kind.partition(' ')[0]}s"


def _repeats(outline) -> Iterator[str]:
    """What the sections that are not hidden are repeated for."""
    for section in outline:
        if section.get("is_included", True) and section.get("repeat"):
            yield section["repeat"]


def only_one(repeat: str) -> str:
    """Why a second section cannot be repeated for the same thing.

    The parts of both would have the same addresses.
    """
    name = worded(OFFERED_LOOPS.get(repeat, repeat.replace("_", " ")))
    return f"Only one section can be repeated for “{name}”. Add to it, or hide it"


def is_repeated(outline, repeat: str) -> bool:
    return bool(repeat) and repeat in _repeats(outline)


def _keys(section) -> Iterator[tuple[str, str]]:
    """The keys of a section and its blocks, each with the kind it must be unique for.

    In a repeated section, tables and charts have the key of the item too.
    """
    yield section["key"], "section"
    for block in section["blocks"]:
        if key := block["options"].get("key"):
            is_text = block["block"] == "prose"
            yield key, "text" if is_text else f"table {section.get('repeat', '')}"


def _section_problems(section, number) -> Iterator[str]:
    known = {"key", "title", "blocks", *DEFAULTS}
    if not isinstance(section, dict) or not {"key", "title", "blocks"} <= set(section):
        yield "it needs a key, a title and blocks"
        return
    if unknown := sorted(map(str, set(section) - known)):
        yield f"“{unknown[0]}” is not recognised. Delete it"
        return
    key, title = section["key"], section["title"]
    if not _is_key(key, KEY) or key == SUMMARY:
        yield f"“{key}” cannot be its key. Use lower-case letters, numbers and hyphens"
    yield from _text_problems(title, "title", 160)
    values = DEFAULTS | section
    for name, default in DEFAULTS.items():
        if type(values[name]) is not type(default):
            yield f"“{values[name]}” cannot be its {name.replace('_', ' ')}"
            return
    yield from _value_problems(values, number)


def _value_problems(values, number) -> Iterator[str]:
    if values["numbering"] not in NUMBERINGS:
        allowed = ", ".join(NUMBERINGS)
        yield (
            f"“{values['numbering']}” is not a type of numbering. Use one of: {allowed}"
        )
    if values["repeat"] and values["repeat"] not in LOOPS:
        yield f"it cannot be repeated for “{values['repeat']}”"
        return
    if values["title"] == "" and not (number == 1 and values["numbering"] == "none"):
        yield "enter a title"
    yield from _text_problems(values["group"], "group", 160)
    blocks = values["blocks"]
    if not isinstance(blocks, list) or len(blocks) > MOST_BLOCKS:
        yield f"it can have up to {MOST_BLOCKS} blocks"
        return
    for place, block in enumerate(blocks, 1):
        for problem in block_problems(block, str(values["repeat"])):
            yield f"block {place}: {problem}"


def _is_key(key, pattern, longest=60) -> bool:
    return isinstance(key, str) and len(key) <= longest and bool(pattern.fullmatch(key))


def _text_problems(text, name, longest=LONGEST, *others) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"the {name} must be text"
    elif len(text) > longest:
        yield f"the {name} must be {longest} characters or fewer"
    elif not text.isprintable():
        yield f"the {name} contains a character that cannot be displayed"
    elif problem := wording_problem(text, *others):
        yield problem


def block_problems(block, repeat: str) -> Iterator[str]:
    """The errors of one stored block of a section repeated for this."""
    if not isinstance(block, dict) or not {"block", "options"} <= set(block):
        yield "it needs the name of a block and its options"
        return
    found = block_types().get(str(block["block"]))
    options = block["options"]
    if found is None or not isinstance(options, dict):
        yield f"there is no block “{block['block']}”"
        return
    if unknown := sorted(map(str, set(block) - {"block", "options", "empty"})):
        yield f"“{unknown[0]}” is not recognised. Delete it"
    empty = block.get("empty", "skip")
    if not isinstance(empty, str) or empty.upper() not in Empty.__members__:
        yield f"“{block['empty']}” is not an option if there is nothing to show"
    if unknown := sorted(set(options) - set(found.options)):
        yield f"“{unknown[0]}” is not an option of {NAMES[found.name]}"
        return
    missing = [
        name for name in sorted(found.required) if options.get(name) in ("", None)
    ]
    if missing:
        yield f"enter the {missing[0]}"
        return
    for name, value in options.items():
        yield from _option_problems(found, name, value, repeat)
    if not found.can_be_in(repeat, options):
        yield f"“{found.name}” cannot be in a section that is repeated like this"


def _option_problems(block: BlockType, name, value, repeat) -> Iterator[str]:
    if name == "items":
        yield from _link_problems(value)
    elif name in OPTIONS:
        is_valid, problem = OPTIONS[name]
        if not is_valid(value):
            yield problem.format(value)
    elif name == "key":
        if not _is_block_key(value, block.name == "prose", repeat):
            yield f"“{value}” cannot be its key"
    elif isinstance(block.options[name], int):
        least = 1 if name == "years" else 0
        is_same = type(value) is type(block.options[name])
        if not is_same or not least <= int(value) <= MOST:
            yield f"“{value}” cannot be its {name.replace('_', ' ')}"
    else:
        yield from _text_problems(value, name, LONGEST, "section")


def _is_block_key(value, is_text, repeat) -> bool:
    if not is_text:
        return _is_key(value, KEY, 70)
    return _is_key(value, TEXT_KEY, 70) and ("{item}" in value) == bool(repeat)


def _link_problems(items) -> Iterator[str]:
    items = items if isinstance(items, list) else [None]
    if len(items) > MOST_BLOCKS:
        yield f"it can have up to {MOST_BLOCKS} links"
        return
    for item in items:
        yield from _text_problems(item, "link")


def _are_lines(value) -> bool:
    return isinstance(value, list) and all(
        isinstance(line, list)
        and len(line) == 2
        and _is_key(line[0], KEY)
        and isinstance(line[1], str)
        and 0 < len(line[1]) <= 160
        and line[1].isprintable()
        and not wording_problem(line[1])
        for line in value
    )


# Options with their own rules, each with a function that returns its error.
OPTIONS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "over": (
        lambda value: value is None or value in ("", *LOOPS),
        "it cannot be repeated for “{}”",
    ),
    "of": (
        lambda value: value in ("grants", "contributions", "strategies"),
        "“{}” has no key figures",
    ),
    "lines": (_are_lines, "each line of the front sheet needs a key and a label"),
    "fund": (
        lambda value: value is None or _is_key(value, KEY, 80),
        "“{}” is not a fund",
    ),
}

# The columns of a section in a spreadsheet, with what it stores of each.
PARTS_STORED = {
    "section": "key",
    "section title": "title",
    "numbering": "numbering",
    "heading in contents": "group",
    "repeated for": "repeat",
    "is on the same page": "runs_on",
    "is hidden without text": "is_optional",
    "is included": "is_included",
    "content": "blocks",
}
PARTS = tuple(PARTS_STORED)


def as_row(section) -> dict[str, str]:
    """A section in the columns of a spreadsheet; its content has a line for each block.

    For example, prose {"key": "vision.text"}.
    """
    values = DEFAULTS | section
    return {part: _as_cell(values[name]) for part, name in PARTS_STORED.items()}


def _as_cell(value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return "\n".join(
        f"{block['block']} {json.dumps(_with_empty(block), ensure_ascii=False)}"
        for block in value
    )


def _with_empty(block) -> dict:
    if "empty" not in block:
        return block["options"]
    return block["options"] | {WITHOUT_DATA: block["empty"]}


def from_rows(rows) -> list[dict]:
    """The outline from the rows of a spreadsheet. Raises ValueError with problems."""
    outline = []
    for number, row in enumerate(rows, 1):
        section: dict = {}
        for part, name in PARTS_STORED.items():
            try:
                value = _from_cell(name, row[part].strip())
            except ValueError as error:
                raise ValueError(f"Section {number}: {error}") from None
            if value is not None:
                section[name] = value
        outline.append(without_defaults(section))
    if found := list(problems(outline)):
        raise ValueError(". ".join(found[:3]))
    return outline


def _from_cell(name, text):
    if name == "blocks":
        return [_block_of(line) for line in text.splitlines() if line.strip()]
    if text == "":
        return "" if name in ("key", "title") else None
    if isinstance(DEFAULTS.get(name), bool):
        if text.casefold() not in ("yes", "no"):
            raise ValueError(f"enter yes or no, not “{text}”")
        return text.casefold() == "yes"
    return text


def _block_of(line) -> dict:
    name, _, rest = line.strip().partition(" ")
    try:
        options = json.loads(rest or "{}")
    except (ValueError, RecursionError):
        options = None
    if not isinstance(options, dict):
        raise ValueError(
            f"the options of “{name}” cannot be read. Write them as in a download, for "
            'example: prose {"key": "vision.text"}'
        )
    empty = options.pop(WITHOUT_DATA, None)
    block = {"block": name, "options": options}
    return block if empty is None else block | {"empty": empty}
