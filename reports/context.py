"""What a block may ask while it is collected: the report, its words, its figures."""

from dataclasses import dataclass, field

from partnership import years
from partnership.models import Partnership
from priorities.assessment import area_of
from priorities.models import Achievement, Strand
from reports.models import Passage, Report
from reports.outline import Item
from reports.prose import Composer
from reports.tokens.grammar import tokens_in
from reports.tokens.resolver import Resolver


@dataclass
class Context:
    """One report being built. `place` is the section being collected, for messages."""

    report: Report
    passages: dict[str, Passage]
    achievements: list[Achievement]
    composer: Composer
    place: str = ""
    item: Item | None = None
    names: dict[str, str] = field(default_factory=dict)
    off: set[str] = field(default_factory=set)
    read: dict = field(default_factory=dict)

    @property
    def partnership(self) -> Partnership:
        return self.report.partnership

    @property
    def year(self) -> int:
        return self.report.year

    @property
    def resolver(self) -> Resolver:
        return self.composer.resolver

    @property
    def area(self):
        """The area whose figures the partnership tells."""
        return self.shared("area", lambda: area_of(self.partnership))

    def shared(self, name: str, read):
        """What several blocks need and one of them reads, once for the report."""
        if name not in self.read:
            self.read[name] = read()
        return self.read[name]

    def achieved_in(self, year: int) -> list[Achievement]:
        """What the partnership and its CSPs achieved, the report's year or before."""
        return [row for row in self.achievements if row.year == year]

    def rich(self, html, level=3, place=""):
        return self.composer.rich(html, place or self.place, level)

    def inline(self, text, place=""):
        return self.composer.inline(text, place or self.place)

    def fill(self, text: str) -> str:
        """Put the partnership's name and the years into an outline's wording.

        {section} is the title of the section that is being collected.
        """
        return text.format(**self.names, section=self.place)


def context_for(report: Report) -> Context:
    """Read the report's words, and know from their tokens which figures are wanted."""
    passages = {
        row.key: row
        for row in report.passages.select_related(
            "signed_by__person", "signed_by__post__group", "signed_by__post__partner"
        )
    }
    achievements = list(
        Achievement.objects.filter(year__in=[report.year - 1, report.year])
        .filter(partnership__in=_with_csps(report.partnership))
        .select_related("partnership", "priority")
        .order_by("order", "code")
    )
    texts = [row.body for row in passages.values()]
    for row in achievements:
        texts += [row.body, row.figure, row.figure_caption]
    for strand in Strand.objects.filter(
        priority__partnership=report.partnership,
        priority__from_year__lte=report.year,
        priority__to_year__gte=report.year,
    ):
        texts += [strand.outcome, strand.progress]
    for headline in report.headline_figures.all():
        texts += [headline.figure, headline.label, headline.detail]
    tokens = [token for text in texts for token in tokens_in(text)]
    composer = Composer(Resolver(report.partnership, tokens))
    return Context(report, passages, achievements, composer, names=names_for(report))


def _with_csps(partnership):
    return [partnership, *partnership.csps.all()]


def names_for(report) -> dict[str, str]:
    """What an outline's wording may name in braces."""
    area = area_of(report.partnership)
    return {
        "partnership": report.partnership.name,
        "place": area.name if area else report.partnership.short_name,
        "year": years.label(report.year),
        "year_before": years.label(report.year - 1),
        "year_after": years.label(report.year + 1),
        "period": report.period_label,
    }
