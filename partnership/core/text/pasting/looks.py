"""The formatting of pasted text: bold, italic, superscript, struck out or hidden.

Word processors use tags, classes and styles, and often one cancels another:
Google Docs puts everything into `<b style="font-weight:normal">`.
"""

import re
from dataclasses import dataclass, replace

import tinycss2

from partnership.core.text.html import Element

Styles = dict[str, str]

# One tag, class or id, or a few of them together: “p.MsoNormal”, “.xl65”, “#title”.
SELECTOR = re.compile(r"([a-z][\w:-]*|\*)?((?:[.#][\w-]+)*)", re.I)
NAME = re.compile(r"[.#][\w-]+")
BOLD_TAGS = {"b", "strong"}
ITALIC_TAGS = {"i", "em", "cite", "dfn", "var", "address"}
STRUCK_TAGS = {"s", "strike"}
# Classes of Word and Word Online for tracked deletions and struck-out text.
DELETED_CLASSES = {
    *("msodel", "trackchangetextdeletion", "trackedchangedeletion", "deletion"),
    *("trackchangedeletion", "suggestion-deletion", "docx-del", "moved-from"),
}
DELETED = re.compile(r"track\w*delet|move-?d?-?from")
# Tracked insertions, which are underlined until they are accepted.
INSERTED_CLASSES = {"msoins", "trackchangetextinsertion"}
STRUCK_CLASSES = {"strikethrough", "doublestrikethrough"}
HIDDEN_CLASSES = {
    *("visually-hidden", "govuk-visually-hidden", "sr-only", "screen-reader-text"),
    *("visuallyhidden", "nhsuk-u-visually-hidden"),
}
BLOCK_CELLS = {"td", "th", "tr", "table", "tbody", "thead", "img"}


@dataclass(frozen=True)
class Look:
    """The look of a piece of text, with what is inherited from around it.

    `ticked` is done in a checklist; `font` is the name of a symbol font.
    """

    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False
    struck: bool = False
    deleted: bool = False
    hidden: bool = False
    underlined: bool = False
    highlighted: bool = False
    ticked: bool = False
    font: str = ""


class StyleSheet:
    """The styles of a pasted document, found by tag, class and id."""

    def __init__(self, css: str):
        self._rules: list[tuple[str, frozenset[str], Styles]] = []
        self.lists: dict[str, Styles] = {}
        for rule in tinycss2.parse_stylesheet(
            css, skip_comments=True, skip_whitespace=True
        ):
            if rule.type == "qualified-rule":
                self._add(rule)
            elif rule.type == "at-rule" and rule.lower_at_keyword == "list":
                name = tinycss2.serialize(rule.prelude).strip().lower()
                self.lists[name] = _declared(rule.content)

    def _add(self, rule):
        styles = _declared(rule.content)
        if not styles:
            return
        for selector in tinycss2.serialize(rule.prelude).split(","):
            # A selector of several steps needs the elements around; none matters here.
            if match := SELECTOR.fullmatch(selector.strip()):
                tag, names = (match[1] or "").lower(), NAME.findall(match[2].lower())
                if tag or names:
                    name = "" if tag == "*" else tag
                    self._rules.append((name, frozenset(names), styles))

    def styles(self, element: Element) -> Styles:
        """The styles of an element: of the sheet, then its own."""
        found: Styles = {}
        if self._rules:
            names = {f".{name.lower()}" for name in element.classes}
            names.add(f"#{element.attributes.get('id', '').lower()}")
            for tag, wanted, styles in self._rules:
                if (not tag or tag == element.tag) and wanted <= names:
                    found |= styles
        return found | inline_styles(element.attributes.get("style", ""))


def inline_styles(text: str) -> Styles:
    """A style attribute as a dict, with names and values in lower case."""
    pairs = (part.partition(":") for part in text.split(";"))
    return {
        name.strip().lower(): value.replace("!important", "").strip().lower()
        for name, colon, value in pairs
        if colon
    }


def _declared(content) -> Styles:
    return inline_styles(tinycss2.serialize(content or []))


def look_of(element: Element, styles: Styles, around: Look) -> Look:
    """The look of the text in an element."""
    names = {name.lower() for name in element.classes}
    decoration = " ".join(
        styles.get(name, "")
        for name in (
            "text-decoration",
            "text-decoration-line",
            "text-line-through",
            "text-underline",
        )
    )
    not_struck = styles.get("text-decoration", "").startswith("none")
    struck = element.tag in STRUCK_TAGS and not not_struck
    struck |= "line-through" in decoration or bool(names & STRUCK_CLASSES)
    struck |= styles.get("text-line-through", "none") not in {"none", ""}
    deleted = element.tag == "del" or bool(names & DELETED_CLASSES)
    deleted |= any(DELETED.search(name) for name in names)
    return replace(
        around,
        bold=_bold(element, styles, around.bold),
        italic=_italic(element, styles, around.italic),
        raised=_raised(element, styles, around.raised),
        lowered=element.tag == "sub" or styles.get("vertical-align") == "sub",
        struck=around.struck or struck,
        deleted=around.deleted or deleted,
        hidden=around.hidden or _hidden(element, styles, names),
        underlined=around.underlined
        or (element.tag == "u" and not not_struck)
        or ("underline" in decoration and not names & INSERTED_CLASSES),
        highlighted=around.highlighted
        or element.tag == "mark"
        or styles.get("mso-highlight", "") not in {"", "none"},
        ticked=around.ticked or _ticked(element),
    )


def _ticked(element):
    """Whether text is only struck out because it is a completed item of a checklist."""
    attributes = element.attributes
    return (
        attributes.get("role") == "checkbox"
        and attributes.get("aria-checked") == "true"
    )


def _bold(element, styles, around):
    shorthand = "bold" if "bold" in styles.get("font", "").split() else ""
    weight = styles.get("font-weight", shorthand)
    if weight in {"normal", "lighter"}:
        return False
    if weight in {"bold", "bolder"}:
        return True
    if weight.isdigit():
        return int(weight) >= 600
    return around or element.tag in BOLD_TAGS


def _italic(element, styles, around):
    style = styles.get("font-style", "")
    if style == "normal":
        return False
    return style[:7] in {"italic", "oblique"} or around or element.tag in ITALIC_TAGS


def _raised(element, styles, around):
    place = styles.get("vertical-align", "")
    if element.tag in BLOCK_CELLS:
        return False
    if place == "super":
        return True
    if place == "baseline" and element.tag != "sup":
        return False
    return around or (element.tag == "sup" and place != "baseline")


def _hidden(element, styles, names):
    return (
        "hidden" in element.attributes
        or element.tag == "nav"
        or element.attributes.get("aria-hidden") == "true"
        or styles.get("display", "").startswith("none")
        or styles.get("mso-hide") == "all"
        or styles.get("visibility") in {"hidden", "collapse"}
        or styles.get("opacity") in {"0", "0.0"}
        or styles.get("font-size") in {"0", "0px", "0pt"}
        or bool(names & HIDDEN_CLASSES)
    )


LENGTH = re.compile(r"(-?[\d.]+)(pt|px|cm|mm|in|em|rem)?$")
POINTS = {"pt": 1, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72, "em": 12, "rem": 12}


def points(length: str) -> float:
    """A CSS length in points; 0 for one that cannot be read."""
    match = LENGTH.fullmatch(length.strip())
    try:
        return float(match[1]) * POINTS[match[2] or "px"] if match else 0.0
    except ValueError:
        return 0.0


def indent_of(styles: Styles) -> float:
    """The left indent of a paragraph in points."""
    if left := styles.get("margin-left"):
        return points(left)
    sides = styles.get("margin", "").split()
    side = sides[3] if len(sides) == 4 else sides[1] if len(sides) > 1 else ""
    return points(side) + points(styles.get("padding-left", ""))
