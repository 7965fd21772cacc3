"""Pieces of text with their marks, joined to the content of a paragraph."""

from dataclasses import dataclass, field
from itertools import groupby

from partnership.core.text.html import Element

# From the outermost tag to the innermost.
MARKS = ["strong", "em", "sup"]


@dataclass(frozen=True)
class Run:
    """A piece of text; `node` instead of text is a line break or a note."""

    text: str = ""
    href: str = ""
    marks: frozenset[str] = frozenset()
    node: Element | None = field(default=None, compare=False)

    @property
    def is_break(self) -> bool:
        return self.node is not None and self.node.tag == "br"

    @property
    def is_blank(self) -> bool:
        return self.is_break or (self.node is None and not self.text.strip())


def trimmed(runs: list[Run]) -> list[Run]:
    """Runs without blank ends, and with single spaces between words."""
    runs = list(runs)
    while runs and runs[0].is_blank:
        runs.pop(0)
    while runs and runs[-1].is_blank:
        runs.pop()
    out: list[Run] = []
    after_space = True
    for run in runs:
        if run.node is not None:
            if run.is_break and out and out[-1].node is None:
                out[-1] = _with_text(out[-1], out[-1].text.rstrip(" "))
            out.append(run)
            after_space = run.is_break
            continue
        text = run.text
        if after_space:
            text = text.lstrip(" ")
        if text:
            out.append(_with_text(run, text))
            after_space = text.endswith(" ")
    if out and out[-1].node is None:
        out[-1] = _with_text(out[-1], out[-1].text.rstrip(" "))
    return [run for run in out if run.text or run.node is not None]


def _with_text(run, text):
    return Run(text, run.href, run.marks, run.node)


def content(runs: list[Run], without: frozenset[str] = frozenset()) -> list:
    """The text and elements of some runs, without some of the marks."""
    out: list = []
    for href, group in groupby(trimmed(runs), key=lambda run: run.href):
        inner = _marked(list(group), [m for m in MARKS if m not in without])
        out += [Element("a", {"href": href}, inner)] if href else inner
    return out


def _marked(runs, marks) -> list:
    if not marks:
        return _joined(runs)
    mark, *others = marks
    out: list = []
    for has_mark, group in groupby(runs, key=lambda run: mark in run.marks):
        pieces = list(group)
        inner = _marked(pieces, others)
        blank = all(run.is_blank for run in pieces)
        out += [Element(mark, {}, inner)] if has_mark and not blank else inner
    return out


def _joined(runs) -> list:
    out: list = []
    for run in runs:
        if run.node is not None:
            out.append(run.node)
        elif out and isinstance(out[-1], str):
            out[-1] += run.text
        else:
            out.append(run.text)
    return out
