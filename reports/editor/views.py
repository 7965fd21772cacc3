"""Pages of the editor: one section at a time, with or without JavaScript."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe

from partnership.core.concurrency.autosave import delete_draft
from partnership.core.text import rich_text
from partnership.core.values.dates import clock
from partnership.core.values.missing import Reason
from reports.assembly import section_overrides
from reports.checks import services
from reports.editor import autosave
from reports.editor import preview as previews
from reports.editor import save as editing
from reports.editor.document_view import DocumentView
from reports.editor.outline_panel import address, entries
from reports.editor.side_by_side import sides
from reports.editor.table_links import noted_tables
from reports.text.draft import draft_of


class EditorView(DocumentView):
    """A page about one document, for users who may edit it and its text."""

    permission_required = ["reports.change_report", "reports.change_passage"]


class Editor(EditorView):
    """Redirect to the report's first section with text to write."""

    def get(self, request, pk):
        draft = draft_of(self.report)
        if not draft.sections:
            context = {"report": self.report, "problems": draft.problems}
            return render(request, "editor/cannot_open.html", context, status=409)
        first = next(
            (s for s in draft.sections if previews.has_words(s)), draft.sections[0]
        )
        return redirect(address(self.report, first.key))


class SectionEditor(EditorView):
    """One section: outline, text, issues and preview."""

    def get(self, request, pk, key):
        draft = draft_of(self.report)
        section = previews.section_to_edit(draft, key)
        if section is None:
            return self.hidden_section(draft, key)
        places = editing.places_of(self.report, section)
        if "restore" in request.GET:
            autosave.restore_draft(request, places)
        return self.page(places, key, draft)

    def hidden_section(self, draft, key):
        """Show the page of a hidden section with the texts that were submitted."""
        row = self.report.sections.filter(key=key, is_hidden=True).first()
        if row is None:
            raise Http404("This section does not exist.")
        unsaved = self.texts_without(())
        if unsaved and is_from_script(self.request):
            return self.answer([], [], True, key)
        return self.page([], key, draft, 409 if unsaved else 200, unsaved)

    def texts_without(self, places):
        """The submitted texts that have no place in the section any more."""
        names = {f"words-{place.name}" for place in places}
        return [
            _safe_html(text)
            for name, text in self.request.POST.items()
            if name.startswith("words-") and name not in names and text.strip()
        ]

    def post(self, request, pk, key):
        draft = draft_of(self.report)
        section = previews.section_to_edit(draft, key)
        if section is None:
            return self.hidden_section(draft, key)
        places = editing.places_of(self.report, section)
        for place in places:
            editing.read_submitted(place, request.POST)
        conflicts, unsaved = [], self.texts_without(places)
        if not unsaved and not any(place.errors for place in places):
            conflicts = editing.save(self.report, places)
        faults = any(place.errors for place in places)
        if is_from_script(request):
            return self.answer(places, conflicts, faults or bool(unsaved), key)
        if conflicts:
            return self.show_conflicts(places, conflicts, key)
        if faults or unsaved:
            return self.page(places, key, draft, 409 if unsaved else 422, unsaved)
        delete_draft(request)
        others = ", including someone else’s changes"
        merged = others if any(place.merged for place in places) else ""
        messages.success(request, f"Saved at {clock(timezone.now())}{merged}.")
        return redirect(self.next_address(request, key))

    def next_address(self, request, key):
        """The section to open next, if it is one of this site's pages."""
        url = request.POST.get("next-section", "")
        is_own = url_has_allowed_host_and_scheme(url, {request.get_host()})
        return url if is_own and url.startswith("/") else address(self.report, key)

    def answer(self, places, conflicts, faults, key):
        """The JSON response for the script: the saved state, or the errors."""
        if conflicts or faults:
            errors = [line for place in places for line in place.errors]
            return JsonResponse(
                {"errors": errors, "conflict": bool(conflicts)}, status=409
            )
        delete_draft(self.request)
        return JsonResponse(
            {
                "saved": clock(timezone.now()),
                "fingerprints": {
                    place.name: place.stored_fingerprint for place in places
                },
                "merged": {
                    place.name: editing.content_of(place.row)
                    for place in places
                    if place.merged
                },
            }
        )

    def show_conflicts(self, places, conflicts, key):
        others = [
            place
            for place in places
            if place not in [conflict.place for conflict in conflicts]
            and place.typed is not None
        ]
        context = {
            "report": self.report,
            "key": key,
            "conflicts": conflicts,
            "others": others,
            "address": address(self.report, key),
            "sides": [(c, *sides(self.report, c)) for c in conflicts],
            "reasons": Reason.choices,
        }
        return render(self.request, "editor/conflict.html", context, status=409)

    def page(self, places, key, draft, status=200, unsaved=()):
        checked = services.run(self.report, draft)
        if any(place.typed is not None for place in places):
            shown = previews.preview(self.report, key, places)
        else:
            section = previews.section_of(draft, key)
            found = checked.in_section(key)
            texts = [place.words for place in places]
            shown = previews.Preview(
                draft,
                section,
                found,
                previews.printed_tokens(draft, texts),
                checked.links_in_section(key),
            )
        listed = entries(self.report, checked, key)
        saved_draft = autosave.saved_draft(self.request) if status == 200 else None
        context = {
            "report": self.report,
            "key": key,
            "places": places,
            "parts": editing.parts_of(places, previews.section_to_edit(draft, key)),
            "faults": [
                (error, f"words-{place.name}")
                for place in places
                for error in place.errors
            ],
            "entries": listed,
            "charts": draft.context.charts_of(key),
            "entry": next((entry for entry in listed if entry.is_open), None),
            "preview": shown,
            "tables": noted_tables(draft, shown.section),
            "issues": shown.repairs,
            "links": shown.links,
            "reasons": Reason.choices,
            "data": {
                "figures": shown.figures,
                "pictures": shown.pictures,
                "highlights": highlights(shown.issues),
                "saved_draft": saved_draft,
            },
            "saved_draft": saved_draft,
            "unsaved": unsaved,
        }
        return render(self.request, "editor/section_page.html", context, status=status)


def _safe_html(text) -> str:
    """Return a submitted text as safe HTML, or as plain text if it is not valid."""
    try:
        return mark_safe(rich_text.cleaned(text))
    except ValidationError:
        return text


def is_from_script(request) -> bool:
    return request.headers.get("Accept") == "application/json"


class SectionPreview(EditorView):
    """The section with unsaved text: called by the script as the user types."""

    def post(self, request, pk, key):
        draft = draft_of(self.report)
        section = previews.section_to_edit(draft, key)
        if section is None:
            raise Http404("This section does not exist.")
        places = editing.places_of(self.report, section)
        for place in places:
            editing.read_submitted(place, request.POST)
        shown = previews.preview(self.report, key, places)
        context = {"issues": shown.repairs, "links": shown.links}
        context["report"] = self.report
        return JsonResponse(
            {
                "html": shown.html,
                "counts": shown.counts,
                "issues": render_to_string("editor/issues.html", context, request),
                "highlights": highlights(shown.issues),
                "figures": shown.figures,
                "pictures": shown.pictures,
                "errors": [line for place in places for line in place.errors],
            }
        )


def highlights(issues) -> list[dict]:
    """The text to highlight: excerpt, occurrence, severity and issue number."""
    return [
        {
            "number": number,
            "excerpt": issue.excerpt,
            "occurrence": issue.occurrence,
            "severity": str(issue.severity),
        }
        for number, issue in enumerate(issues, 1)
    ]


class Sections(EditorView):
    """Move, hide, show and add sections."""

    permission_required = ["reports.change_report", "reports.change_sectionoverride"]

    def post(self, request, pk):
        key, action = request.POST.get("key", ""), request.POST.get("what", "")
        try:
            key = self.perform(action, key, request.POST)
        except ValueError as error:
            messages.error(request, str(error))
        if slug_re.match(key):
            return redirect(address(self.report, key))
        return redirect("editor:report", pk)

    def perform(self, action, key, data) -> str:
        if action in {"up", "down"}:
            section_overrides.move(self.report, key, up=action == "up")
        elif action == "hide":
            section_overrides.hide(self.report, key, data.get("reason", ""))
        elif action == "show":
            section_overrides.unhide(self.report, key)
        elif action == "add":
            return section_overrides.add(self.report, data.get("title", "")).key
        return key
