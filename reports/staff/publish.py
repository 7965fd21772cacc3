"""Publishing a document: the steps left, the action itself, and the preview."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from partnership.accounts.reauthentication import require_reauthentication
from reports.assembly.build import build
from reports.checks import services
from reports.errors import ReportNotRendered
from reports.models import Report
from reports.publication import publish as publishing
from reports.staff.edit_links import cure_address
from reports.staff.mixins import DocumentView
from reports.staff.publish_checklist import (
    steps_so_far,
    tasks,
)
from reports.text.draft import draft_of

# Actions of the form, and the permission each needs besides editing the document.
STEPS = {
    "review": "reports.change_report",
    "send-back": "reports.change_report",
    "publish": "reports.add_edition",
    "withdraw": "reports.add_edition",
}
# Actions the public sees at once: the user must confirm it's them.
FOR_GOOD = {"publish", "withdraw"}


class Publish(DocumentView):
    """The steps left before a document is published, and the actions themselves."""

    def get(self, request, pk):
        return self.page(services.run(self.report))

    def page(self, checked, error="", at="step", status=200):
        groups = tasks(self.report, checked)
        every = [task for group in groups for task in group.tasks]
        first = next(iter(checked.to_do), None)
        edition = publishing.current(self.report)
        context = {
            "report": self.report,
            "checked": checked,
            "groups": groups,
            "done": sum(task.is_done for task in every),
            "all": len(every),
            "left_to_do": publishing.left_to_do(checked),
            "first": first,
            "first_address": cure_address(self.report, first) if first else "",
            "steps": steps_so_far(self.report),
            "edition": edition,
            "stands": publishing.stands(self.report),
            "needs_change_note": publishing.needs_change_note(self.report),
            "in_review": self.report.status == Report.Status.IN_REVIEW,
            "error": error,
            "error_at": at,
            "typed": self.request.POST,
        }
        name = "documents/publish.html"
        return render(self.request, name, context, status=status)

    def post(self, request, pk):
        what = request.POST.get("do", "")
        if what in STEPS and not request.user.has_perm(STEPS[what]):
            raise PermissionDenied
        if what in FOR_GOOD:
            require_reauthentication(request)
        try:
            told = self.take(what)
        except publishing.NotPublishable as error:
            return self.page(error.checked, str(error), status=409)
        except (ReportNotRendered, publishing.NotNow) as error:
            return self.page(services.run(self.report), str(error), status=409)
        except ValueError as error:
            at = {"publish": "change_note", "send-back": "reason", "withdraw": "why"}
            place = at.get(what, "step")
            return self.page(services.run(self.report), str(error), place, 422)
        messages.success(request, told)
        return redirect("documents:publish", self.report.pk)

    def take(self, what) -> str:
        user, typed = self.request.user, self.request.POST
        if what == "review":
            publishing.submit_for_review(self.report, user)
            return "Submitted for review."
        if what == "send-back":
            publishing.request_changes(self.report, user, typed.get("reason", ""))
            return "Changes requested."
        if what == "withdraw":
            publishing.withdraw(self.report, user, typed.get("why", ""))
            return "Document withdrawn. The public can no longer see it."
        if what == "publish":
            change_note = typed.get("change_note", "")
            edition, is_new = publishing.publish(self.report, user, change_note)
            if is_new:
                return f"Edition {edition.number} published."
            return (
                f"No new edition was needed because edition {edition.number} is up "
                "to date."
            )
        raise ValueError("Select an action")


class Preview(DocumentView):
    """The draft as the public will see it, for its editors."""

    def get(self, request, pk):
        context = {
            "report": self.report,
            "edition": publishing.current(self.report),
            "drafts_are_shown": settings.SHOW_DRAFTS,
        }
        try:
            context["document"] = build(self.report)
        except ReportNotRendered as error:
            context["problems"] = error.problems
            context["document"] = draft_of(self.report).document
        status = 409 if "problems" in context else 200
        name = "documents/preview.html"
        return render(request, name, context, status=status)
