"""The officers' search: records, documents, their text, and users.

It includes drafts, so unlike the readers' search it queries the records themselves.
Each list has a few matches, and a link to all of them.
"""

import re
from dataclasses import dataclass
from html import escape as escape_html
from html import unescape

from django.db.models import Q
from django.urls import reverse
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.views.generic import TemplateView

from partnership.core.models.registry import RECORD_TYPES
from partnership.core.private_pages import PrivatePageMixin
from partnership.core.records.lists.search import SHOWN, search_records
from partnership.models import User
from reports.assembly.passage_labels import passage_label, section_key_of
from reports.errors import TokenError
from reports.figures import grammar
from reports.models import Passage
from reports.publication.listings import title_of

LONGEST = 100
# These have their own parts of the page.
OWN_PARTS = {"documents", "passages"}
BEFORE, AROUND = 60, 220


@dataclass(frozen=True)
class FoundText:
    """A text of a draft that matches: where to edit it, and an excerpt."""

    document: str
    place: str
    url: str
    passage: SafeString


class StaffSearch(PrivatePageMixin, TemplateView):
    permission_required = "reports.change_report"
    template_name = "staff/search.html"

    def get_context_data(self, **kwargs):
        words = " ".join(self.request.GET.get("q", "").split())[:LONGEST]
        user = self.request.user
        documents = search_records(user, words, set(RECORD_TYPES) - {"documents"})
        texts = _texts(user, words)
        people = _accounts(user, words)
        return super().get_context_data(
            words=words,
            documents=documents[0] if documents else None,
            records=search_records(user, words, OWN_PARTS),
            texts=texts[:SHOWN],
            has_more_texts=len(texts) > SHOWN,
            people=people[:SHOWN],
            has_more_people=len(people) > SHOWN,
            **kwargs,
        )


def _texts(user, words) -> list[FoundText]:
    if not words or not user.has_perm("reports.view_passage"):
        return []
    matching = Q()
    for word in words.split():
        matching &= Q(body__icontains=_as_stored(word))
    rows = Passage.objects.filter(matching).select_related(
        "report__partnership", "report__template"
    )
    # Texts with the whole phrase come first, then later documents.
    rows = rows.order_by("-report__year", "pk")
    phrase = rows.filter(body__icontains=_as_stored(words))
    others = rows.exclude(body__icontains=_as_stored(words))
    found = list(phrase[: SHOWN + 1])
    if len(found) <= SHOWN:
        found += others[: SHOWN + 1 - len(found)]
    return [_text(row, words) for row in found]


def _as_stored(words: str) -> str:
    """Return the words as rich text stores them: “A&E” as “A&amp;E”."""
    return escape_html(words, quote=False)


def _text(row, words) -> FoundText:
    place = section_key_of(row)
    editor = reverse("editor:section", args=[row.report_id, place]) if place else ""
    return FoundText(
        title_of(row.report),
        passage_label(row),
        editor or RECORD_TYPES["passages"].edit_url(row.pk),
        excerpt(
            _without_codes(unescape(strip_tags(row.body.replace("</p>", " ")))), words
        ),
    )


def _without_codes(text: str) -> str:
    """The text with “…” for each figure and cross-reference."""
    try:
        parts = grammar.scan(text)
    except TokenError:
        return text
    return "".join(part if isinstance(part, str) else "…" for part in parts)


def excerpt(text: str, words: str) -> SafeString:
    """The text around the first of the words, as safe HTML with the words marked."""
    parts = [re.escape(word) for word in [words, *words.split()]]
    pattern = re.compile("|".join(parts), re.IGNORECASE)
    text = " ".join(text.split())
    first = pattern.search(text)
    start = max(first.start() - BEFORE, 0) if first else 0
    start = text.find(" ", start) + 1 if start else 0
    shown = Truncator(text[start:]).chars(AROUND)
    before = "… " if start else ""
    html: str = escape(before)
    at = 0
    for found in pattern.finditer(shown):
        html += escape(shown[at : found.start()])
        html += f"<mark>{escape(found[0])}</mark>"
        at = found.end()
    return mark_safe(html + escape(shown[at:]))


def _accounts(user, words) -> list[User]:
    if not words or not user.has_perm("partnership.view_user"):
        return []
    matching = Q()
    for word in words.split():
        matching &= Q(name__icontains=word) | Q(email__icontains=word)
    return list(User.objects.filter(matching).order_by("name", "pk")[: SHOWN + 1])
