"""From a token to its figure; what a report's tokens need is read once, up front."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from funding.queries.ledger import (
    Ledger,
    read_ledgers,
)
from partnership.models import Partnership
from priorities.models import Measure
from priorities.queries.series import (
    Series,
    read_series,
)
from reports.errors import TokenError
from reports.figures import counts, dates, measures, money, names
from reports.figures import targets as targets_of
from reports.figures.figure import Figure
from reports.figures.grammar import (
    Token,
    tokens_in,
)
from reports.figures.lookups import (
    Handler,
    nearest,
)
from reports.figures.records_by_code import Directory
from reports.models import Report


@dataclass
class Resolver:
    """Resolves the tokens of one report; what it needs is read once, up front."""

    partnership: Partnership
    tokens: list[Token] = field(default_factory=list)
    has_all: bool = False
    report: Report | None = None

    @property
    def day(self) -> dt.date | None:
        """The day of the document, where it is known."""
        return self.report.dated_on if self.report else None

    @cached_property
    def ledgers(self) -> dict[str, Ledger]:
        return read_ledgers(self.partnership)

    @cached_property
    def series(self) -> Series:
        """All measures that any of the report's tokens names."""
        named = {word for token in self.tokens for word in token.arguments}
        return read_series(named)

    def expect(self, texts) -> None:
        """Further words of the report: read at once what measures they name."""
        tokens = [token for text in texts for token in tokens_in(text)]
        self.tokens += tokens
        named = {word for token in tokens for word in token.arguments}
        if "series" in self.__dict__ and (new := named - self.series.measures.keys()):
            self.series.add(read_series(new))
            self.__dict__.pop("targets", None)

    @cached_property
    def directory(self) -> Directory:
        return Directory(self.partnership, self.tokens)

    @cached_property
    def targets(self) -> dict:
        """The targets of every measure that has been read."""
        return targets_of.read_targets(list(self.series.measures))

    @cached_property
    def results(self) -> targets_of.Results:
        return targets_of.read_results(self.partnership)

    @cached_property
    def read(self) -> dict[str, Any]:
        return {}

    def once(self, name: str, read: Callable[[Partnership], Any]):
        """What `read` gives for the partnership, asked for once."""
        if name not in self.read:
            self.read[name] = read(self.partnership)
        return self.read[name]

    def figure(self, token: Token) -> Figure:
        """The figure a token names. Raises TokenError, saying what to do."""
        if token.name not in HANDLERS:
            nearest(token.name, HANDLERS, "figure called")
        handler = HANDLERS[token.name]
        styles = handler.styles | {"capital"}
        if token.style and token.style not in styles:
            nearest(token.style, styles, f"style of “{token.name}” called")
        try:
            figure = handler.make(self, token, *token.arguments)
        except TypeError as error:
            if "positional argument" not in str(error):
                raise
            raise TokenError(f"“{token.source}” should be {handler.usage}.") from None
        if token.style == "capital":
            figure = replace(figure, text=figure.text[:1].upper() + figure.text[1:])
        return figure

    def ledger_of(self, line) -> Ledger:
        for ledger in self.ledgers.values():
            if line in ledger.lines:
                return ledger
        return nearest(
            line, (c for r in self.ledgers.values() for c in r.lines), "line"
        )

    def fund(self, code) -> Ledger:
        return self.ledgers.get(code) or nearest(code, self.ledgers, "fund")

    def measure(self, code) -> None:
        """Check that there is such a measure, having read it if nobody named it."""
        if code not in self.series.measures:
            self.read_all()
        if code not in self.series.measures:
            nearest(code, self.series.measures, "measure")

    def known(self, measure, area) -> None:
        """Check that the codes exist, so that the error names the wrong one."""
        self.measure(measure)
        areas = self.series.areas(measure)
        if area not in areas:
            nearest(area, areas, f"{measure} figure for")

    def read_all(self) -> None:
        """For a token that nobody named up front: all is read, once."""
        if not self.has_all:
            self.series = read_series(Measure.objects.values_list("code", flat=True))
            self.__dict__.pop("targets", None)
            self.has_all = True


def change(resolver, token, what, *arguments):
    """A change of an amount, of a total or of a measure's value."""
    makers = {
        "amount": money.line_change,
        "total": money.total_change,
        "value": measures.value_change,
    }
    if what not in makers:
        nearest(what, makers, "change of")
    return makers[what](resolver, token, *arguments)


HANDLERS: dict[str, Handler] = {
    **money.HANDLERS,
    **measures.HANDLERS,
    **targets_of.HANDLERS,
    **counts.HANDLERS,
    **names.HANDLERS,
    **dates.HANDLERS,
    "change": Handler(
        change,
        "[=change amount LINE YEAR YEAR], [=change total FUND YEAR YEAR] or "
        "[=change value MEASURE AREA PERIOD PERIOD]",
        frozenset({"words", "number", "percent", "signed", "rose", "than", "from-to"}),
    ),
}
