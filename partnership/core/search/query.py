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
        parts, values = [], []
        for column in ["kind", "year", "owner"]:
            if value := getattr(self, column):
                parts.append(f"entry.{column} = %s")
                values.append(value)
        if not self.with_drafts:
            parts.append("NOT entry.is_draft")
        return "".join(f" AND {part}" for part in parts), values


def search(words: str, filters: Filters, limit: int, offset: int = 0) -> list[Hit]:
    """Find entries that have all the words, or if there are none, any of them.

    Words are compared by their stems; words in double quotes as a phrase.
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
    return [Hit(entries[pk], _marked(text)) for pk, text in rows if pk in entries]


def _parts(words: str) -> list[str]:
    """The words and phrases of a query, without characters of special meaning."""
    found = PART.findall(words.replace("\x00", "")[:LONGEST_QUERY])
    parts = [" ".join(re.findall(r"\w+", phrase or word)) for phrase, word in found]
    return [part for part in parts if part]


def _sqlite(parts, joiner, filters, limit, offset):
    query = f" {joiner} ".join(f'"{part}"' for part in parts)
    in_name = f"{{title section}} : ({query})"
    where, values = filters.conditions()
    matching = (
        f"FROM {FTS} JOIN {TABLE} entry ON entry.id = {FTS}.rowid "
        f"WHERE {FTS} MATCH %s{where}"
    )
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
            f"ORDER BY bm25({FTS}, 10.0, 5.0, 1.0), {FTS}.rowid LIMIT %s OFFSET %s",
            [query, *values, oldest, in_name, *values, MOST_RANKED, limit, offset],
        )
        order = [row[0] for row in cursor.fetchall()]
        if not order:
            return []
        marks = ", ".join(["%s"] * len(order))
        # Only for the rows shown: a passage costs more than finding the row.
        cursor.execute(
            f"SELECT rowid, snippet({FTS}, 2, %s, %s, '…', 32) FROM {FTS} "
            f"WHERE {FTS} MATCH %s AND rowid IN ({marks})",
            [START, END, query, *order],
        )
        passages = dict(cursor.fetchall())
    return [(pk, passages[pk]) for pk in order]


def _postgresql(parts, joiner, filters, limit, offset):
    operator = " && " if joiner == "AND" else " || "
    query = operator.join(["phraseto_tsquery('english', %s)"] * len(parts))
    where, values = filters.conditions()
    options = f"StartSel={START}, StopSel={END}, MaxWords=32, MinWords=16"
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
            f"SELECT id, body, ts_rank_cd({STEMS}, ({query})) AS rank "
            f"FROM {TABLE} JOIN ranked USING (id) "
            "ORDER BY rank DESC, id LIMIT %s OFFSET %s"
            ") found ORDER BY found.rank DESC, found.id",
            [*parts, *values, *parts, *values, *parts, options, *parts, limit, offset],
        )
        return cursor.fetchall()


def _marked(text: str):
    """The passage as safe HTML, its words in `mark` elements."""
    html = escape(text).replace(START, "<mark>").replace(END, "</mark>")
    return mark_safe(html)
