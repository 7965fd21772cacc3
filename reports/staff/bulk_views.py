"""Bulk actions on check results: link typed figures, accept similar warnings."""

from django.contrib import messages
from django.shortcuts import redirect, render

from partnership.core.models.display import with_count
from reports.checks import services
from reports.checks.services import Checked
from reports.editor import link_figures
from reports.editor.link_figures import FigureLink
from reports.staff.edit_links import text_url
from reports.staff.mixins import DocumentView

# The most characters a reason may have.
MAX_REASON_LENGTH = 400
REASON_FIELD = "reason"


def linkable(checked: Checked) -> list[FigureLink]:
    """Typed figures with exactly one match in the data and no accepted warning."""
    accepted = {
        link_figures.position_of(warning.words, warning.excerpt, warning.occurrence)
        for warning, _ in checked.accepted
        if warning.words
    }
    links = link_figures.exact_matches(checked.draft)
    return [link for link in reversed(links) if link.position not in accepted]


class BulkAction(DocumentView):
    """A page of checkboxes; nothing is saved unless at least one is selected."""

    template = ""

    def show(self, selected, problems=(), **context):
        context |= {"report": self.report, "selected": selected, "problems": problems}
        errors = [message for message, at in problems if at != REASON_FIELD]
        context["selection_error"] = errors[0] if errors else ""
        status = 422 if problems else 200
        return render(self.request, self.template, context, status=status)

    def back(self):
        return redirect("documents:check_results", self.report.pk)


class LinkFigures(BulkAction):
    """Every typed figure with one match in the data, before and after linking."""

    template = "documents/link_figures.html"

    def get(self, request, pk):
        links = linkable(services.run(self.report))
        if not links:
            messages.info(request, "There are no typed figures to link.")
            return self.back()
        return self.show({link.key for link in links}, links=links)

    def post(self, request, pk):
        links = linkable(services.run(self.report))
        selected = set(request.POST.getlist("figure"))
        if not selected:
            problems = [("Select at least one figure", links[0].key if links else "")]
            return self.show(selected, problems, links=links)
        keys = selected & {link.key for link in links}
        linked = link_figures.link_figures(self.report, keys)
        count = with_count(len(linked), "figure", "figures")
        updated = "It" if len(linked) == 1 else "They"
        messages.success(
            request, f"{count} linked. {updated} will update with your data."
        )
        if missed := len(selected) - len(linked):
            count = with_count(missed, "figure was", "figures were")
            messages.warning(
                request, f"{count} not linked because the text has since changed."
            )
        return self.back()


class AcceptWarnings(BulkAction):
    """The warnings of one check, to be accepted with one reason."""

    template = "documents/accept_warnings.html"

    def get(self, request, pk):
        similar = self.similar(services.run(self.report))
        if not similar:
            messages.info(request, "There are no warnings of this type to accept.")
            return self.back()
        return self.page(similar, set())

    def similar(self, checked):
        name = self.request.POST.get("check") or self.request.GET.get("check", "")
        return [warning for warning in checked.warnings if warning.check == name]

    def page(self, similar, selected, problems=(), reason=""):
        rows = [(warning, text_url(self.report, warning)) for warning in similar]
        check = similar[0].check if similar else ""
        title = services.CHECKS[check].title if check else ""
        context = {"rows": rows, "check": check, "title": title, "reason": reason}
        errors = {at: message for message, at in problems}
        context["reason_error"] = errors.get(REASON_FIELD, "")
        return self.show(selected, problems, **context)

    def post(self, request, pk):
        similar = self.similar(services.run(self.report))
        if not similar:
            messages.info(request, "These warnings have already been accepted.")
            return self.back()
        selected = set(request.POST.getlist("finding"))
        chosen = [warning for warning in similar if warning.fingerprint in selected]
        reason = request.POST.get("reason", "").strip()
        problems = []
        if not chosen:
            problems.append(("Select at least one warning", similar[0].fingerprint))
        if not reason:
            problems.append(
                ("Enter a reason for accepting these warnings", REASON_FIELD)
            )
        if len(reason) > MAX_REASON_LENGTH:
            limit = f"Reason must be {MAX_REASON_LENGTH} characters or fewer"
            problems.append((f"{limit}. You have entered {len(reason)}", REASON_FIELD))
        if problems:
            return self.page(similar, selected, problems, reason)
        services.accept_warnings(self.report, chosen, reason, request.user)
        count = with_count(len(chosen), "warning", "warnings")
        messages.success(request, f"{count} accepted.")
        return self.back()
