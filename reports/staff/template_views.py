"""Pages of document templates: types, the outline of one, and its sections."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from funding.models import Fund
from partnership.core.models.display import whole_number, with_count
from partnership.core.pages.actions import ActionsMixin
from partnership.core.pages.forms import error_links
from partnership.core.private_pages import PrivatePageMixin
from partnership.core.values import financial_years
from partnership.models import Partnership
from partnership.models.wording import use_terms, worded
from reports.assembly import document_templates as templates
from reports.assembly.build_context import placeholder_values
from reports.document.tree import SectionNode, number_sections
from reports.document_types import outlines
from reports.document_types.catalogue import NAMES, OFFERED_LOOPS
from reports.models import DocumentTemplate, Report
from reports.staff import template_forms as forms

PROBLEM = 422


class TemplatesPage(PrivatePageMixin, ActionsMixin):
    """Change a document type for a partnership, or create a new one."""

    permission_required = "reports.add_documenttemplate"

    def get(self, request):
        return self._page()

    def do_new(self):
        form = forms.NewTypeForm(self.request.POST, prefix="new")
        if not form.is_valid():
            return self._page(new=form, problems=error_links(form))
        data = form.cleaned_data
        try:
            template = templates.new_type(
                data["partnership"], data["name"], form.chosen_source
            )
        except templates.InvalidChange as error:
            problems = [(error, form["name"].id_for_label)]
            return self._page(new=form, problems=problems)
        messages.success(self.request, f"Document type created: {template.name}.")
        return redirect("documents:template", template.pk)

    def do_change(self):
        form = forms.TypeForm(self.request.POST, prefix="type")
        if not form.is_valid():
            return self._page(change=form, problems=error_links(form))
        code, partnership = form.cleaned_data.values()
        template = templates.current_or_first(partnership, code)
        return redirect("documents:template", template.pk)

    def _page(self, change=None, new=None, problems=()):
        home = Partnership.objects.home()
        initial = {"partnership": home.code if home else None}
        newest = {}
        for row in DocumentTemplate.objects.select_related("partnership"):
            newest.setdefault((row.partnership_id, row.document_type), row)
        problems = list(problems)
        context = {
            "change": change or forms.TypeForm(prefix="type", initial=initial),
            "new": new or forms.NewTypeForm(prefix="new", initial=initial),
            "templates": list(newest.values()),
            "problems": problems,
        }
        status = PROBLEM if problems else 200
        return render(self.request, "documents/templates.html", context, status=status)


class TemplateView(PrivatePageMixin, View):
    """A page of one document template."""

    permission_required = "reports.change_documenttemplate"

    def dispatch(self, request, *args, **kwargs):
        if not self.has_permission():
            return self.handle_no_permission()
        rows = DocumentTemplate.objects.select_related("partnership__police_area")
        self.template = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def filled(self, outline) -> list[dict]:
        """The sections with their titles and block names as in documents."""
        row = self.template
        year = financial_years.of(timezone.localdate())
        report = Report(
            document_type=row.document_type,
            partnership=row.partnership,
            year=year,
            period=financial_years.label(year),
        )
        values = placeholder_values(report)
        numbers = _numbers(outline)
        with use_terms(values):
            return [
                {
                    "key": section["key"],
                    "number": numbers[section["key"]],
                    "title": section["title"].format(**values) or "Front sheet",
                    "is_included": section.get("is_included", True),
                    "repeat": _loop_name(section.get("repeat", "")),
                    "blocks": [_block_name(b, values) for b in section["blocks"]],
                }
                for section in outline
            ]


def _block_name(block, values) -> str:
    """The name of a block; of a text with a heading, “Text: How we report”."""
    heading = block["options"].get("heading")
    if heading and block["block"] == "prose":
        return f"Text: {heading.format(**values, section='')}"
    return worded(NAMES[block["block"]])


def _loop_name(name) -> str:
    """What a section is repeated for: “each priority of the year”."""
    words = worded(OFFERED_LOOPS.get(name, name.replace("_", " ")))
    return words[:1].lower() + words[1:]


def _numbers(outline) -> dict[str, str]:
    """The numbers that the sections of an outline get, as in a document."""
    nodes = [
        SectionNode(section["key"], "", section.get("numbering", "section"))
        for section in outline
        if section.get("is_included", True) and not section.get("repeat")
    ]
    number_sections(nodes)
    found = dict.fromkeys((section["key"] for section in outline), "")
    for node in nodes:
        found[node.key] = node.number if node.numbering == "section" else node.label
    return found


class TemplatePage(ActionsMixin, TemplateView):
    """The outline: its sections, moved and hidden by buttons."""

    action_permissions = {
        "version": "reports.add_documenttemplate",
        "use": "reports.change_report",
    }

    def get(self, request, pk):
        return self._page()

    def run_action(self, action, method):
        try:
            return method()
        except templates.InvalidChange as error:
            return self._page(problems=[(error, "")])

    def do_version(self):
        template = templates.next_version(self.template)
        messages.success(self.request, f"Version {template.version} created.")
        return redirect("documents:template", template.pk)

    def do_use(self):
        drafts = with_count(templates.use_in_drafts(self.template), "draft")
        return self.redirect_with(
            f"Version {self.template.version} is now used in {drafts}."
        )

    def do_up(self):
        templates.move(self.template, self.key, up=True)
        return self.redirect_with("Section moved.")

    def do_down(self):
        templates.move(self.template, self.key, up=False)
        return self.redirect_with("Section moved.")

    def do_hide(self):
        templates.hide(self.template, self.key)
        return self.redirect_with("Section hidden. Text written for it is kept.")

    def do_show(self):
        templates.unhide(self.template, self.key)
        return self.redirect_with("Section shown.")

    @property
    def key(self) -> str:
        return self.request.POST.get("key", "")

    def redirect_with(self, message):
        """Go back to the section that was changed."""
        messages.success(self.request, message)
        place = f"#section-{self.key}" if self.key else ""
        address = reverse("documents:template", args=[self.template.pk])
        return redirect(f"{address}{place}")

    def do_add(self):
        form = forms.NewSectionForm(self.request.POST)
        if not form.is_valid():
            return self._page(form, list(error_links(form)))
        try:
            key = templates.add_section(self.template, **form.cleaned_data)
        except templates.InvalidChange as error:
            return self._page(form, [(error, form["title"].id_for_label)])
        messages.success(self.request, "Section added.")
        return redirect("documents:template_section", self.template.pk, key)

    def _page(self, form=None, problems=()):
        row = self.template
        context = {
            "template": row,
            "is_used": row.is_used,
            "uses": row.reports.count(),
            "drafts": templates.drafts_of_other_versions(row).count(),
            "newest": DocumentTemplate.objects.current(
                row.partnership_id, row.document_type
            ),
            "sections": self.filled(templates.outline_of(row)),
            "form": form or forms.NewSectionForm(initial={"block": "prose"}),
            "problems": problems,
        }
        status = PROBLEM if problems else 200
        return render(self.request, "documents/template.html", context, status=status)


class TemplateSection(TemplateView):
    """One section: its title, its number and its blocks."""

    def dispatch(self, request, *args, **kwargs):
        self.key = kwargs["key"]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk, key):
        return self._page(self._section())

    def _section(self) -> dict:
        outline = templates.outline_of(self.template)
        found = [section for section in outline if section["key"] == self.key]
        if not found:
            raise Http404
        return outlines.DEFAULTS | found[0]

    def post(self, request, pk, key):
        section, began = self._section(), request.POST.get("began", "")
        if began != templates.section_fingerprint(section):
            return self._conflict(began)
        details, blocks = self._forms(section, request.POST)
        if not all(form.is_valid() for form in [details, *blocks]):
            problems = [p for form in [details, *blocks] for p in error_links(form)]
            return self._page(section, details, blocks, problems)
        action, _, number = request.POST.get("do", "").partition("-")
        changed = [form.stored() for form in blocks]
        _rearrange(changed, action, number)
        try:
            with transaction.atomic():
                changed = {**details.cleaned_data, "blocks": changed}
                templates.save_section(self.template, key, changed, began)
                if action == "add":
                    templates.add_block(
                        self.template, key, request.POST.get("block", "")
                    )
        except templates.Conflict:
            self.template.refresh_from_db()
            return self._conflict(began)
        except templates.InvalidChange as error:
            return self._page(section, details, blocks, [(error, "")])
        messages.success(request, "Section saved.")
        if action == "save":
            return redirect("documents:template", pk)
        return redirect("documents:template_section", pk, key)

    def _conflict(self, began):
        """The page with the submitted values next to those that someone else saved.

        Saving again replaces theirs, unless the blocks have changed.
        """
        section = self._section()
        before = templates.earlier_section(self.template, self.key, began)
        message = "Someone else has changed this section. Your changes were not saved. "
        if before is None:
            return self._page(section, problems=[(f"{message}Enter them again", "")])
        has_same = _kinds(section) == _kinds(before)
        message += (
            "Save again to replace what was saved meanwhile"
            if has_same
            else "Copy what you need, open the section again and enter it there"
        )
        details, blocks = self._forms(before, self.request.POST)
        problems = [(message, "")]
        state = templates.section_fingerprint(section) if has_same else began
        return self._page(before, details, blocks, problems, state)

    def _forms(self, section, data=None):
        details = forms.SectionForm(data, prefix="section", initial=section)
        funds = () if section["repeat"] else self._funds()
        return details, [
            forms.BlockForm(block, funds, data=data, prefix=f"block-{number}")
            for number, block in enumerate(section["blocks"])
        ]

    def _funds(self) -> list[tuple[str, str]]:
        rows = Fund.objects.filter(settlements__partnership=self.template.partnership)
        return list(rows.distinct().order_by("name").values_list("code", "name"))

    def _page(self, section, details=None, blocks=None, problems=(), began=""):
        if details is None:
            details, blocks = self._forms(section)
        [shown] = self.filled([section])
        context = {
            "template": self.template,
            "is_used": self.template.is_used,
            "section": shown,
            "details": details,
            "blocks": blocks,
            "offered": forms.offered_blocks(section["repeat"]),
            "began": began or templates.section_fingerprint(section),
            "problems": problems,
        }
        status = PROBLEM if problems else 200
        return render(
            self.request, "documents/template_section.html", context, status=status
        )


def _kinds(section) -> list[tuple]:
    """The blocks of a section in order, each with its key."""
    return [(b["block"], b["options"].get("key")) for b in section["blocks"]]


def _rearrange(blocks: list, action: str, number: str) -> None:
    """Move or remove one block, as a button says."""
    here = whole_number(number)
    if here is None or here >= len(blocks):
        return
    there = {"up": here - 1, "down": here + 1}.get(action, -1)
    if action == "remove":
        del blocks[here]
    elif 0 <= there < len(blocks):
        blocks[here], blocks[there] = blocks[there], blocks[here]
