"""From a token to its figure; what a report's tokens need is read once, up front."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from funding.ledger import Ledger, read_ledgers
from partnership.models import Partnership
from priorities.models import Measure
from priorities.series import Series, read_series
from reports.errors import TokenError
from reports.tokens import counts, measures, money
from reports.tokens.figures import Figure
from reports.tokens.grammar import Token, tokens_in
from reports.tokens.lookup import Handler, nearest


@dataclass
class Resolver:
    """Resolves the tokens of one report; what it needs is read once, up front."""

    partnership: Partnership
    tokens: list[Token] = field(default_factory=list)
    has_all: bool = False

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

    @cached_property
    def counts(self) -> dict:
        return {}

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

    def known(self, measure, area):
        """Check that the codes exist, so that the error names the wrong one."""
        if measure not in self.series.measures:
            self._read_all()
        if measure not in self.series.measures:
            nearest(measure, self.series.measures, "measure")
        keys = [*self.series.observations, *self.series.stated]
        areas = {key[1] for key in keys if key[0] == measure}
        if area not in areas:
            nearest(area, areas, f"{measure} figure for")

    def _read_all(self):
        """For a token that nobody named up front: all is read, once."""
        if not self.has_all:
            self.series = read_series(Measure.objects.values_list("code", flat=True))
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
    **counts.HANDLERS,
    "change": Handler(
        change,
        "[=change amount LINE YEAR YEAR], [=change total FUND YEAR YEAR] or "
        "[=change value MEASURE AREA PERIOD PERIOD]",
        frozenset({"words", "number", "percent", "signed", "rose"}),
    ),
}
