"""Resolve tokens to figures; the data for all tokens of a report is read once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.utils.text import capfirst

from funding.queries.ledger import Ledger, read_ledgers
from partnership.models import Partnership
from priorities.models import Measure
from priorities.queries.series import Series, read_series
from reports.errors import TokenError
from reports.figures import counts, dates, measures, money, names
from reports.figures import targets as targets_of
from reports.figures.figure import Figure
from reports.figures.grammar import Token, tokens_in
from reports.figures.lookups import Handler, WrongArguments, call, nearest
from reports.figures.records_by_code import RecordDirectory
from reports.models import Report


@dataclass
class Resolver:
    """Resolves the tokens of one report; the data they need is read once."""

    partnership: Partnership
    tokens: list[Token] = field(default_factory=list)
    has_all: bool = False
    report: Report | None = None
    # One with the same tokens, for another partnership.
    like: "Resolver | None" = None

    @property
    def day(self) -> dt.date | None:
        """The date of the document, if known."""
        return self.report.dated_on if self.report else None

    @cached_property
    def ledgers(self) -> dict[str, Ledger]:
        return read_ledgers(self.partnership)

    @cached_property
    def series(self) -> Series:
        """All measures that the report's tokens refer to."""
        if self.like:
            return self.like.series
        named = {word for token in self.tokens for word in token.arguments}
        return read_series(named)

    def expect(self, texts) -> None:
        """Add texts of the report, and read the measures they refer to at once."""
        tokens = [token for text in texts for token in tokens_in(text)]
        self.tokens += tokens
        named = {word for token in tokens for word in token.arguments}
        if "series" in self.__dict__ and (new := named - self.series.measures.keys()):
            self.series.add(read_series(new))
            self.__dict__.pop("targets", None)

    @cached_property
    def directory(self) -> RecordDirectory:
        return RecordDirectory(self.partnership, self.tokens)

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
        """Call `read` once for the partnership, and cache its value under a name."""
        if name not in self.read:
            self.read[name] = read(self.partnership)
        return self.read[name]

    def figure(self, token: Token) -> Figure:
        """The figure for a token. Raises TokenError with how to fix it."""
        if token.name not in HANDLERS:
            nearest(token.name, HANDLERS, "figure called")
        handler = HANDLERS[token.name]
        styles = handler.styles | {"capital"}
        if token.style and token.style not in styles:
            nearest(token.style, styles, f"format of “{token.name}” called")
        try:
            figure = call(handler.make, self, token, *token.arguments)
        except WrongArguments:
            raise TokenError(
                f"“{token.source}” is not a valid figure code. Use the format "
                f"{handler.usage}."
            ) from None
        if token.style == "capital":
            figure = replace(figure, text=capfirst(figure.text))
        return figure

    def ledger_of(self, line) -> Ledger:
        for ledger in self.ledgers.values():
            if line in ledger.lines:
                return ledger
        known = (c for r in self.ledgers.values() for c in r.lines)
        return nearest(line, known, "funding line with the code")

    def fund(self, code) -> Ledger:
        found = self.ledgers.get(code)
        return found or nearest(code, self.ledgers, "fund with the code")

    def measure(self, code) -> None:
        """Check that a measure exists, and read it if it was not read with the rest."""
        if code not in self.series.measures:
            self.read_all()
        if code not in self.series.measures:
            nearest(code, self.series.measures, "measure with the code")

    def known(self, measure, area) -> None:
        """Check that both codes exist, so that the error names the right one."""
        self.measure(measure)
        areas = self.series.areas(measure)
        if area not in areas:
            name = self.series.measures[measure].name
            nearest(area, areas, f"figure for {name} for the area")

    def read_all(self) -> None:
        """Read all measures, once, for tokens that were not known in advance."""
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
    return call(makers[what], resolver, token, *arguments)


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
