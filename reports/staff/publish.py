"""Publishing a document: what is left to do, the step itself, the draft as it is."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from partnership.accounts.reauthentication import ask_again
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

# What may be asked by POST, and the permission for it beside writing the document.
STEPS = {
    "review": "reports.change_report",
    "send-back": "reports.change_report",
    "publish": "reports.add_publication",
    "withdraw": "reports.add_publication",
}
# What readers see at once asks again who it is, unless somebody has just shown it.
FOR_GOOD = {"publish", "withdraw"}


class Publish(DocumentView):
    """What is left to do before a document is published, and the step itself."""

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
            "needs_notice": publishing.needs_notice(self.report),
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
            ask_again(request)
        try:
            told = self.take(what)
        except publishing.NotPublishable as error:
            return self.page(error.checked, str(error), status=409)
        except (ReportNotRendered, publishing.NotNow) as error:
            return self.page(services.run(self.report), str(error), status=409)
        except ValueError as error:
            at = {"publish": "notice", "send-back": "reason", "withdraw": "why"}
            place = at.get(what, "step")
            return self.page(services.run(self.report), str(error), place, 422)
        messages.success(request, told)
        return redirect("documents:publish", self.report.pk)

    def take(self, what) -> str:
        user, typed = self.request.user, self.request.POST
        if what == "review":
            publishing.send_for_review(self.report, user)
            return "Sent for review."
        if what == "send-back":
            publishing.send_back(self.report, user, typed.get("reason", ""))
            return "Sent back, with what should be changed."
        if what == "withdraw":
            publishing.withdraw(self.report, user, typed.get("why", ""))
            return "Withdrawn: readers no longer find it. Its editions are kept."
        if what == "publish":
            notice = typed.get("notice", "")
            edition, is_new = publishing.publish(self.report, user, notice)
            if is_new:
                return f"Edition {edition.number} is published."
            return (
                f"Edition {edition.number} says the same as this draft, so no new "
                "edition was made."
            )
        raise ValueError("Choose what should be done.")


class Preview(DocumentView):
    """The draft as readers will see it, for those who write it."""

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
