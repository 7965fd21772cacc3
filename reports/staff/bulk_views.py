"""Bulk actions on check results: link typed figures, accept similar warnings."""

from django.contrib import messages
from django.shortcuts import redirect, render

from partnership.core.models.display import with_count
from reports.checks import services
from reports.checks.services import Checked
from reports.editor import link_figures
from reports.editor.link_figures import Binding
from reports.staff.edit_links import place_address
from reports.staff.mixins import DocumentView

# The most characters a reason may have.
LONGEST = 400
REASON = "reason"


def bindable(checked: Checked) -> list[Binding]:
    """Typed figures with exactly one match in the data and no accepted warning."""
    answered = {
        link_figures.place_of(one.words, one.excerpt, one.occurrence)
        for one, _ in checked.left
        if one.words
    }
    found = link_figures.certain(checked.draft)
    return [one for one in reversed(found) if one.at not in answered]


class Several(DocumentView):
    """A page of checkboxes; nothing is saved unless at least one is selected."""

    template = ""

    def show(self, ticked, problems=(), **context):
        context |= {"report": self.report, "ticked": ticked, "problems": problems}
        ticks = [told for told, at in problems if at != REASON]
        context["tick_error"] = ticks[0] if ticks else ""
        status = 422 if problems else 200
        return render(self.request, self.template, context, status=status)

    def back(self):
        return redirect("documents:check_results", self.report.pk)


class BindAll(Several):
    """Every typed figure with one match in the data, before and after linking."""

    template = "documents/link_figures.html"

    def get(self, request, pk):
        found = bindable(services.run(self.report))
        if not found:
            messages.info(request, "There are no typed figures to link.")
            return self.back()
        return self.show({one.key for one in found}, found=found)

    def post(self, request, pk):
        found = bindable(services.run(self.report))
        ticked = set(request.POST.getlist("figure"))
        if not ticked:
            problems = [("Select at least one figure", found[0].key if found else "")]
            return self.show(ticked, problems, found=found)
        done = link_figures.bind_all(self.report, ticked & {one.key for one in found})
        told = with_count(len(done), "figure", "figures")
        updated = "It" if len(done) == 1 else "They"
        messages.success(
            request, f"{told} linked. {updated} will update with your data."
        )
        if missed := len(ticked) - len(done):
            told = with_count(missed, "figure was", "figures were")
            messages.warning(
                request, f"{told} not linked because the text has since changed."
            )
        return self.back()


class LeaveSeveral(Several):
    """The warnings of one check, to be accepted with one reason."""

    template = "documents/accept_warnings.html"

    def get(self, request, pk):
        alike = self.alike(services.run(self.report))
        if not alike:
            messages.info(request, "There are no warnings of this type to accept.")
            return self.back()
        return self.page(alike, set())

    def alike(self, checked):
        name = self.request.POST.get("check") or self.request.GET.get("check", "")
        return [one for one in checked.warnings if one.check == name]

    def page(self, alike, ticked, problems=(), reason=""):
        rows = [(one, place_address(self.report, one)) for one in alike]
        check = alike[0].check if alike else ""
        title = services.CHECKS[check].title if check else ""
        given = {"rows": rows, "check": check, "title": title, "reason": reason}
        given["reason_error"] = {at: told for told, at in problems}.get(REASON, "")
        return self.show(ticked, problems, **given)

    def post(self, request, pk):
        alike = self.alike(services.run(self.report))
        if not alike:
            messages.info(request, "These warnings have already been accepted.")
            return self.back()
        ticked = set(request.POST.getlist("finding"))
        chosen = [one for one in alike if one.fingerprint in ticked]
        reason = request.POST.get("reason", "").strip()
        problems = []
        if not chosen:
            problems.append(("Select at least one warning", alike[0].fingerprint))
        if not reason:
            problems.append(("Enter a reason for accepting these warnings", REASON))
        if len(reason) > LONGEST:
            told = f"Reason must be {LONGEST} characters or fewer"
            problems.append((f"{told}. You have entered {len(reason)}", REASON))
        if problems:
            return self.page(alike, ticked, problems, reason)
        services.leave_all(self.report, chosen, reason, request.user)
        told = with_count(len(chosen), "warning", "warnings")
        messages.success(request, f"{told} accepted.")
        return self.back()
