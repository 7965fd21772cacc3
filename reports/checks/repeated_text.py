"""Repeated text: within a document, or from an earlier year."""

from partnership.core.text.html import to_text
from partnership.core.values import financial_years
from priorities.models import Achievement, Strand
from reports.checks.issue import warning
from reports.checks.name_register import unofficial
from reports.checks.registry import check
from reports.models import Contribution, Passage, Report
from reports.text.data_state import remembered
from reports.text.full_text import plain, whole_text
from reports.text.lines import BOUND
from reports.text.phrases import phrase, shape

WORD = shape("repeated-text.word")
IN_A_ROW = 15
FROM_EARLIER = 14
TOKEN = shape("repeated-text.token")
OF_A_YEAR = phrase("repeated-text.of-a-year")


@check("repeated-text")
def text_is_not_repeated(draft):
    whole = whole_text(draft)
    typed = unofficial(draft, whole)
    for length, again, first in whole.once(
        "repeated text", typed, lambda: _repeats(typed)
    ):
        place, other = whole.at(*again), whole.at(*first)["words"]
        yield warning(
            f"{length} words are repeated from “{other.place}”: "
            f"“{_short(place['excerpt'])}”.",
            "Keep it in one place and add a cross-reference.",
            **place,
        )


def _repeats(typed):
    """Repeated runs of words: how many words, where repeated and where first."""
    words = _words(typed)
    bare = [word for word, _start, _end in words]
    seen: dict[tuple[str, ...], int] = {}
    found = []
    until = -1
    for number in range(len(words) - IN_A_ROW + 1):
        run = tuple(bare[number : number + IN_A_ROW])
        first = seen.setdefault(run, number)
        if first + IN_A_ROW > number or number <= until:
            continue
        length = _length(bare, first, number)
        until = number + length
        again = words[number][1], words[until - 1][2]
        found.append((length, again, words[first][1:]))
    return found


def _length(words, first, number) -> int:
    """How many words two runs have in common without overlapping."""
    length = IN_A_ROW
    while (
        number + length < len(words)
        and first + length < number
        and words[first + length] == words[number + length]
    ):
        length += 1
    return length


def _words(typed):
    """Words in lower case with their places; linked figures separate words."""
    found = []
    for match in shape("repeated-text.word-or-break").finditer(typed):
        if match[0][0] in f"\n{BOUND}":
            found.append((f"\n{match.start()}", match.start(), match.end()))
        else:
            found.append((match[0].lower(), *match.span()))
    return found


def _short(excerpt):
    words = excerpt.split()
    return " ".join(words if len(words) <= 18 else [*words[:17], "…"])


@check("text-of-earlier-year")
def text_is_not_copied_from_an_earlier_year(draft):
    whole = whole_text(draft)
    typed, earlier = unofficial(draft, whole), tuple(_earlier(draft))
    carried = whole.once(
        "copied text", (typed, earlier), lambda: _carried(typed, earlier)
    )
    for length, source, start, end in carried:
        place = whole.at(start, end)
        if _is_news(place, whole.line_at(start)):
            yield warning(
                f"{length} words are copied from {source}: "
                f"“{_short(place['excerpt'])}”.",
                "Update it for this year, or accept this warning if it is still true.",
                **place,
            )


def _carried(typed, earlier):
    """Runs of words from earlier texts: how many, from what, start and end."""
    runs = _runs(earlier)
    if not runs:
        return []
    words, found = _words(typed), []
    bare = [word for word, _start, _end in words]
    until = -1
    for number in range(len(words) - FROM_EARLIER + 1):
        run = tuple(bare[number : number + FROM_EARLIER])
        if number <= until or run not in runs:
            continue
        until = number + FROM_EARLIER
        while tuple(bare[until - FROM_EARLIER + 1 : until + 1]) in runs:
            until += 1
        place = words[number][1], words[until - 1][2]
        found.append((until - number, runs[run], *place))
    return found


def _is_news(place, line):
    """Achievements, progress and contributions are news; else words of a year."""
    row = place["words"].row
    return isinstance(row, Achievement | Strand | Contribution) or bool(
        OF_A_YEAR.search(line)
    )


def _runs(earlier) -> dict[tuple[str, ...], str]:
    """Each run of words in earlier texts, and what the first of these was."""
    runs: dict[tuple[str, ...], str] = {}
    for source, text in earlier:
        words = [word for word, *_rest in _words(plain(TOKEN.sub("\n", to_text(text))))]
        for number in range(len(words) - FROM_EARLIER + 1):
            runs.setdefault(tuple(words[number : number + FROM_EARLIER]), source)
    return runs


def _earlier(draft):
    """Earlier texts: passages and contributions of the document type, achievements."""
    report = draft.report
    now = {row.pk for row in draft.context.rows if isinstance(row, Achievement)}
    where = {"partnership__police_area": report.partnership.police_area_id}
    achievements = Achievement.objects.filter(**where, year__lt=report.year)
    rows = achievements.values_list("pk", "title", "year", "body")
    name = "earlier achievements", report.year, *where.values()
    yield from _in_documents(report)
    for key, title, year, body in remembered(draft, name, lambda: list(rows)):
        if key not in now:
            yield f"“{title}” of {financial_years.label(year)}", body


def _in_documents(report):
    """Passages, then contributions, of earlier documents, latest first."""
    before = Report.objects.filter(
        document_type=report.document_type,
        partnership=report.partnership,
        year__lt=report.year,
    ).order_by()
    names = {row.pk: f"the document of {row.period_label}" for row in before}
    if not names:
        return
    latest = ("-report__year", "report__period")
    passages = Passage.objects.order_by(*latest, "key")
    contributions = Contribution.objects.order_by(*latest, "order", "partnership__name")
    for rows in (passages, contributions):
        found = rows.filter(report__in=names).values_list("report_id", "body")
        for key, body in found:
            yield names[key], body
