"""Words that the interface and the guides must not use, and the texts to search.

Each word has a plainer one; the terms of the project are in docs/developer.md. The
texts are what people read: templates, string literals of Python and JavaScript, labels
of models, and Markdown pages. Names in code are not searched.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = settings.BASE_DIR
APPS = ["partnership", "priorities", "funding", "reports"]

# The words, as patterns, and what to write in their place.
BANNED = {
    "findings?": "issue, check result",
    "workplaces?": "staff area",
    "e-mail(s|ed|ing)?": "email",
    "renditions?": "draft PDF, format",
    "(bind(s|ing)?|bound figures?|unbind(s|ing)?)": "link to data, linked figure",
    "remed(y|ies)": "how to fix it",
    "mend(s|ed|ing)?": "fix",
    "(send|sends|sent|sending) back": "request changes",
    "(bring|brings|brought|bringing) in": "import",
    "(bring|brings|brought|bringing) back": "restore, reopen",
    "standing in law": "statutory status",
    "somebody": "someone",
    "whoever": "the person who, anyone who",
    "(un|re)?told": "say, show, give",
    "what stands there": "current value",
    "leave it with": "accept",
    "left because": "accepted",
    "(throw|throws|threw|thrown|throwing) away": "discard",
    "take away the tick": "clear",
    "(strike|strikes|struck|striking) out": "delete",
    "noughts?": "zero, 0",
    "(hitherto|thereof|wherein|amid|betwixt|anew)": "a modern word",
    "whilst": "while",
    "lest": "so that … not",
}
PATTERN = re.compile(
    rf"(?<![\w-])({'|'.join(BANNED).replace(' ', chr(92) + 's+')})(?![\w-])", re.I
)

# Checks and what they read are reworded by the issue on checks; docs/evidence.md and
# the list in docs/guide/checks.md are made from them.
SKIPPED_FOLDERS = ["reports/checks/", "reports/text/"]
SKIPPED_PAGES = ["docs/evidence.md"]
CHECKS_LIST = re.compile(r"<!-- This list is.*?<!-- The list ends. -->", re.S)
# Old names of columns and choices, which officers' files may still have.
FORMER_NAMES = re.compile(r"former_(headings|choices)", re.I)

# An attribute of a tag that is read or read out.
READ_ATTRIBUTE = re.compile(r'\b(?:aria-label|placeholder|title|alt|content)="([^"]*)"')
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.S)
UNREAD_ELEMENT = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.S)
JS_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.S)
JS_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`([^`]*)`')
CODE_IN_MARKDOWN = re.compile(
    r"^```.*?^```|^(?: {4}|\t).*?$|`[^`\n]+`|\]\([^)]*\)", re.S | re.M
)

Text = tuple[str, str]


def banned_in(text: str) -> list[str]:
    """The banned words in a text, as written."""
    return [" ".join(match[0].split()) for match in PATTERN.finditer(text)]


def read_texts() -> Iterator[Text]:
    """Everything that people read, each with the place where it is."""
    yield from templates()
    yield from python_strings()
    yield from script_strings()
    yield from model_labels()
    yield from pages()


def templates() -> Iterator[Text]:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            yield _name(path), template_text(path.read_text(encoding="utf-8"))


def template_text(source: str) -> str:
    """What a template shows or reads out, without its tags."""
    source = UNREAD_ELEMENT.sub(" ", TEMPLATE_TAG.sub(" ", source))
    return "\n".join([html_text(source), *READ_ATTRIBUTE.findall(source)])


def html_text(source: str) -> str:
    return re.sub(r"<[^>]*>", " ", source)


def python_strings() -> Iterator[Text]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            name = _name(path)
            if "/migrations/" in name or name.startswith(tuple(SKIPPED_FOLDERS)):
                continue
            for line, text in literals(path.read_text(encoding="utf-8")):
                yield f"{name}:{line}", html_text(text)


def literals(source: str) -> Iterator[tuple[int, str]]:
    """String literals that are text: no docstrings, names, codes or old headings."""
    yield from _literals(ast.parse(source))


def _literals(node) -> Iterator[tuple[int, str]]:
    if _has_former_names(node):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.JoinedStr):
        parts = [getattr(part, "value", None) for part in node.values]
        text = "".join(part if isinstance(part, str) else " … " for part in parts)
        if is_text(text):
            yield node.lineno, text
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if is_text(node.value):
            yield node.lineno, node.value
        return
    for child in ast.iter_child_nodes(node):
        yield from _literals(child)


def _has_former_names(node) -> bool:
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    names = [getattr(target, "id", "") for target in targets]
    return any(FORMER_NAMES.fullmatch(name) for name in names)


def is_text(literal: str) -> bool:
    """Whether a literal is words to read; a name, code or address has no spaces."""
    return bool(re.search(r"\s", literal.strip())) or literal[:1].isupper()


def script_strings() -> Iterator[Text]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("static/**/*.js")):
            source = JS_COMMENT.sub(" ", path.read_text(encoding="utf-8"))
            for groups in JS_STRING.findall(source):
                text = re.sub(r"\$\{[^}]*\}", " … ", "".join(groups))
                if is_text(text) and not _is_selector(text):
                    yield _name(path), html_text(text)


def _is_selector(text: str) -> bool:
    return bool(re.match(r"[.#\[:]|[a-z]+[.#\[]", text))


def model_labels() -> Iterator[Text]:
    """Labels, help texts, choices and messages of constraints of every model."""
    for app in [*APPS, "core"]:
        for model in apps.get_app_config(app).get_models():
            options = model._meta
            labels = [options.verbose_name, options.verbose_name_plural]
            for field in options.get_fields():
                labels += [getattr(field, "verbose_name", "")]
                labels += [getattr(field, "help_text", "")]
                labels += [label for _, label in getattr(field, "flatchoices", [])]
            for constraint in options.constraints:
                labels += [constraint.violation_error_message or ""]
            yield options.label, "\n".join(map(str, labels))


def pages() -> Iterator[Text]:
    paths = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    for path in sorted(paths):
        if _name(path) not in SKIPPED_PAGES:
            yield _name(path), markdown_text(path.read_text(encoding="utf-8"))


def markdown_text(source: str) -> str:
    """The words of a page, without code, addresses and the list made from checks."""
    return CODE_IN_MARKDOWN.sub(" ", CHECKS_LIST.sub(" ", source))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
