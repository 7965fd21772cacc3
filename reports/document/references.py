"""References within a document, which get numbers and links once it is numbered."""

from partnership.core.text.html import parse
from reports.document.files import Supplement
from reports.document.tree import Document, captioned, own_captions, rich_texts
from reports.errors import BuildProblem

# The attribute of a reference that is not yet filled in.
REFERENCE = "data-ref"
# Characters of the longest reference by number, such as “Recommendation 12”.
LONGEST_NUMBER = 20

Targets = dict[tuple[str, str], tuple[str, str]]


def targets_of(document: Document) -> Targets:
    """Targets of references by kind and key: the id and the text of the link."""
    targets: Targets = {
        ("section", s.key): (s.id, s.label or s.title) for s in document.sections
    }
    for caption in own_captions(document):
        targets[caption.counter.lower(), caption.key] = (caption.id, caption.label)
    for section in document.sections:
        for block in section.blocks:
            for item in getattr(block, "items", []):
                if isinstance(item, Supplement):
                    targets["supplement", str(item.number)] = (item.id, item.label)
            if folded := getattr(block, "caption", ""):
                target = (getattr(block, "id", ""), f"“{folded}”")
                targets["table", getattr(block, "key", "")] = target
    for block in captioned(document):
        targets[block.counter.lower(), block.key] = (block.id, block.label)
    return targets | _paragraphs(document)


def link_references(document: Document) -> list[BuildProblem]:
    """Fill in every reference with its number and link; return the errors."""
    targets = targets_of(document)
    problems: list[BuildProblem] = []
    for section in document.sections:
        for rich in rich_texts(section.blocks):
            rich.html = linked(rich.html, targets, section.title, problems)
    return problems


def has_references(html: str) -> bool:
    """Whether references in finished markup still need their number and link."""
    return f'<a class="ref" {REFERENCE}="' in html


def linked(
    html: str, targets: Targets, location: str, problems: list[BuildProblem]
) -> str:
    """The markup with its references linked; errors are added to `problems`."""
    if not has_references(html):
        return html
    root = parse(html)
    for element in [root, *root.elements()]:
        element.children = [
            node
            for node in element.children
            if isinstance(node, str)
            or REFERENCE not in node.attributes
            or _link_reference(node, targets, location, problems)
        ]
    return root.html


def _paragraphs(document):
    """Targets for numbered texts: the first paragraph of each."""
    return {
        ("paragraph", block.key): (f"para-{block.number}", f"paragraph {block.number}")
        for section in document.sections
        for block in section.blocks
        if getattr(block, "number", 0)
        and getattr(block, "key", "")
        and not hasattr(block, "counter")
    }


def _link_reference(element, targets, location, problems):
    """Give a reference its link and text; return whether it has a target."""
    kind, key, *style = element.attributes[REFERENCE].split()
    if (kind, key) not in targets:
        known = ", ".join(f"[@{k} {n}]" for k, n in targets if k == kind)
        others = f"You can use: {known}." if known else f"It has no {kind}s."
        problems.append(
            BuildProblem(
                location, f"“[@{kind} {key}]” is not in this document. {others}"
            )
        )
        return False
    target, label = targets[kind, key]
    if kind == "section" and style != ["capital"] and label.startswith("Section"):
        label = label[0].lower() + label[1:]
    # A number stays on one line; a title may break.
    title = " ref-title" if len(label) > LONGEST_NUMBER else ""
    element.attributes = {"class": f"ref ref-{kind}{title}", "href": f"#{target}"}
    element.children = [label]
    return True
