"""Searching: `search` finds entries by their words, best first, on both databases."""

import re
from dataclasses import dataclass

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import mark_safe

from partnership.core.models import SearchEntry
from partnership.core.search.index import FTS, NAME, STEMS, TABLE

# Around words that are found; no text has them.
START, END = "\x01", "\x02"
PART = re.compile(r'"([^"]*)"|(\w[\w’\'-]*)')
LONGEST_QUERY = 200
# Ranking takes time in proportion to what is ranked. These are the newest entries with
# the words, and the newest with the words in their title or section.
MOST_RANKED = 300
# The kind of all entries that are no passage of a document.
PAGES = "pages"
# A passage is about as long as this, and begins at most this far before its first word.
LONG, BEFORE = 240, 100
BORDER = re.compile(r"[.?!;] +")


@dataclass(frozen=True)
class Hit:
    """An entry that was found, with a passage in which its words are marked."""

    entry: SearchEntry
    passage: str


@dataclass(frozen=True)
class Filters:
    """Which entries to search; empty values leave nothing out."""

    kind: str = ""
    year: int | None = None
    owner: str = ""
    with_drafts: bool = False

    def conditions(self) -> tuple[str, list]:
        wanted = {"kind": self.kind, "year": self.year, "owner": self.owner}
        parts = []
        if self.kind == PAGES:
            del wanted["kind"]
            parts = ["entry.anchor = ''"]
        chosen = {column: value for column, value in wanted.items() if value}
        parts += [f"entry.{column} = %s" for column in chosen]
        if not self.with_drafts:
            parts.append("NOT entry.is_draft")
        return "".join(f" AND {part}" for part in parts), [*chosen.values()]


def search(words: str, filters: Filters, limit: int, offset: int = 0) -> list[Hit]:
    """Find entries that have all the words, or if there are none, any of them.

    Passages of documents come before other pages. Words are compared by their stems;
    words in double quotes as a phrase.
    """
    parts = _parts(words)
    if not parts:
        return []
    find = _postgresql if connection.vendor == "postgresql" else _sqlite
    rows = find(parts, "AND", filters, limit, offset)
    if not rows and len(parts) > 1:
        is_past_last = offset and find(parts, "AND", filters, 1, 0)
        rows = [] if is_past_last else find(parts, "OR", filters, limit, offset)
    entries = SearchEntry.objects.in_bulk([pk for pk, _text in rows])
    return [
        Hit(entries[pk], _marked(passage(text))) for pk, text in rows if pk in entries
    ]


def count(words: str, filters: Filters) -> tuple[int, int]:
    """How many passages of documents and how many other pages `search` finds.

    Together they are never more than MOST_RANKED + 1.
    """
    parts = _parts(words)
    matching = _matching_postgresql if connection.vendor == "postgresql" else _matching
    for joiner in ["AND", "OR"][: len(parts)]:
        from_where, values = matching(parts, joiner, filters)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT is_page, count(*) FROM (SELECT entry.anchor = '' AS is_page "
                f"{from_where} LIMIT %s) found GROUP BY is_page",
                [*values, MOST_RANKED + 1],
            )
            numbers = {bool(is_page): number for is_page, number in cursor.fetchall()}
        if numbers:
            return numbers.get(False, 0), numbers.get(True, 0)
    return 0, 0


def _parts(words: str) -> list[str]:
    """The words and phrases of a query, without characters of special meaning."""
    found = PART.findall(words.replace("\x00", "")[:LONGEST_QUERY])
    parts = [" ".join(re.findall(r"\w+", phrase or word)) for phrase, word in found]
    return [part for part in parts if part]


def _matching(parts, joiner, filters):
    query = f" {joiner} ".join(f'"{part}"' for part in parts)
    where, values = filters.conditions()
    return (
        f"FROM {FTS} JOIN {TABLE} entry ON entry.id = {FTS}.rowid "
        f"WHERE {FTS} MATCH %s{where}"
    ), [query, *values]


def _sqlite(parts, joiner, filters, limit, offset):
    matching, (query, *values) = _matching(parts, joiner, filters)
    in_name = f"{{title section}} : ({query})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {FTS}.rowid {matching} "
            f"ORDER BY {FTS}.rowid DESC LIMIT 1 OFFSET %s",
            [query, *values, MOST_RANKED],
        )
        oldest = (cursor.fetchone() or [0])[0]
        cursor.execute(
            f"SELECT {FTS}.rowid {matching} AND ({FTS}.rowid >= %s OR {FTS}.rowid IN ("
            f"SELECT {FTS}.rowid {matching} ORDER BY {FTS}.rowid DESC LIMIT %s)) "
            f"ORDER BY entry.anchor = '', bm25({FTS}, 10.0, 5.0, 1.0), {FTS}.rowid "
            "LIMIT %s OFFSET %s",
            [query, *values, oldest, in_name, *values, MOST_RANKED, limit, offset],
        )
        order = [row[0] for row in cursor.fetchall()]
        if not order:
            return []
        marks = ", ".join(["%s"] * len(order))
        # Only for the rows shown: marking words costs more than finding the row.
        cursor.execute(
            f"SELECT rowid, highlight({FTS}, 2, %s, %s) FROM {FTS} "
            f"WHERE {FTS} MATCH %s AND rowid IN ({marks})",
            [START, END, query, *order],
        )
        passages = dict(cursor.fetchall())
    return [(pk, passages[pk]) for pk in order]


def _query_postgresql(parts, joiner):
    operator = " && " if joiner == "AND" else " || "
    return operator.join(["phraseto_tsquery('english', %s)"] * len(parts))


def _matching_postgresql(parts, joiner, filters):
    where, values = filters.conditions()
    query = _query_postgresql(parts, joiner)
    return f"FROM {TABLE} entry WHERE {STEMS} @@ ({query}){where}", [*parts, *values]


def _postgresql(parts, joiner, filters, limit, offset):
    query = _query_postgresql(parts, joiner)
    where, values = filters.conditions()
    options = f"StartSel={START}, StopSel={END}, HighlightAll=true"
    # OFFSET 0 keeps the index in use, where few or many entries are found.
    newest = (
        f"(SELECT id FROM (SELECT id FROM {TABLE} entry WHERE {{}} @@ ({query}){where} "
        f"{{}}) found ORDER BY id DESC LIMIT {MOST_RANKED})"
    )
    by_text, by_name = newest.format(STEMS, ""), newest.format(NAME, "OFFSET 0")
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH ranked AS ({by_text} UNION {by_name}) "
            f"SELECT found.id, ts_headline('english', found.body, ({query}), %s) FROM ("
            f"SELECT id, body, anchor = '' AS is_page, "
            f"ts_rank_cd({STEMS}, ({query})) AS rank "
            f"FROM {TABLE} JOIN ranked USING (id) "
            "ORDER BY is_page, rank DESC, id LIMIT %s OFFSET %s"
            ") found ORDER BY found.is_page, found.rank DESC, found.id",
            [*parts, *values, *parts, *values, *parts, options, *parts, limit, offset],
        )
        return cursor.fetchall()


def passage(text: str) -> str:
    """The part of a text that has most of its marked words.

    It begins and ends between sentences, or else between words.
    """
    marks = [match.start() for match in re.finditer(START, text)] or [0]
    first = max(marks, key=lambda mark: sum(mark <= m < mark + LONG for m in marks))
    borders = [0, *(match.end() for match in BORDER.finditer(text)), len(text)]
    begin = max(border for border in borders if border <= first)
    if first - begin > BEFORE:
        begin = text.find(" ", first - BEFORE) + 1
    most = begin + LONG
    ends = [border for border in borders if first < border <= most]
    end = max(ends, default=0) or max(text.rfind(" ", first, most), first)
    # Not within words that are marked as one.
    if text.rfind(START, 0, begin) > text.rfind(END, 0, begin):
        begin = text.rfind(START, 0, begin)
    if text.rfind(START, 0, end) > text.rfind(END, 0, end):
        end = text.find(END, end) + 1
    words = text[begin:end].strip().removesuffix(";")
    before = "" if begin in borders else "… "
    is_whole = end == len(text) or words[-1:] in {".", "?", "!"}
    return f"{before}{words}{'' if is_whole else ' …'}"


def _marked(text: str):
    """The passage as safe HTML, its words in `mark` elements."""
    html = escape(text).replace(START, "<mark>").replace(END, "</mark>")
    return mark_safe(html)
