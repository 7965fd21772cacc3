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
from reports.staff.edit_links import fix_url
from reports.staff.mixins import DocumentView
from reports.staff.publish_checklist import (
    status_changes,
    tasks,
)
from reports.text.draft import draft_of

# Actions of the form, and the permission each needs besides editing the document.
ACTIONS = {
    "review": "reports.change_report",
    "request-changes": "reports.change_report",
    "publish": "reports.add_edition",
    "withdraw": "reports.add_edition",
}
# Actions the public sees at once: the user must confirm it's them.
PUBLIC_ACTIONS = {"publish", "withdraw"}


class Publish(DocumentView):
    """The steps left before a document is published, and the actions themselves."""

    def get(self, request, pk):
        return self.page(services.run(self.report))

    def page(self, checked, error="", at="step", status=200):
        groups = tasks(self.report, checked)
        every = [task for group in groups for task in group.tasks]
        first = next(iter(checked.to_do), None)
        edition = publishing.current_edition(self.report)
        context = {
            "report": self.report,
            "checked": checked,
            "groups": groups,
            "done": sum(task.is_done for task in every),
            "all": len(every),
            "open_issues": publishing.describe_open_issues(checked),
            "first": first,
            "first_address": fix_url(self.report, first) if first else "",
            "steps": status_changes(self.report),
            "edition": edition,
            "is_up_to_date": publishing.is_up_to_date(self.report),
            "needs_change_note": publishing.needs_change_note(self.report),
            "in_review": self.report.status == Report.Status.IN_REVIEW,
            "error": error,
            "error_at": at,
            "typed": self.request.POST,
        }
        name = "documents/publish.html"
        return render(self.request, name, context, status=status)

    def post(self, request, pk):
        action = request.POST.get("do", "")
        if action in ACTIONS and not request.user.has_perm(ACTIONS[action]):
            raise PermissionDenied
        if action in PUBLIC_ACTIONS:
            require_reauthentication(request)
        try:
            message = self.perform(action)
        except publishing.NotReadyToPublish as error:
            return self.page(error.checked, str(error), status=409)
        except (ReportNotRendered, publishing.InvalidTransition) as error:
            return self.page(services.run(self.report), str(error), status=409)
        except ValueError as error:
            at = {
                "publish": "change_note",
                "request-changes": "reason",
                "withdraw": "why",
            }
            place = at.get(action, "step")
            return self.page(services.run(self.report), str(error), place, 422)
        messages.success(request, message)
        return redirect("documents:publish", self.report.pk)

    def perform(self, action) -> str:
        user, data = self.request.user, self.request.POST
        if action == "review":
            publishing.submit_for_review(self.report, user)
            return "Submitted for review."
        if action == "request-changes":
            publishing.request_changes(self.report, user, data.get("reason", ""))
            return "Changes requested."
        if action == "withdraw":
            publishing.withdraw(self.report, user, data.get("why", ""))
            return "Document withdrawn. The public can no longer see it."
        if action == "publish":
            change_note = data.get("change_note", "")
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
            "edition": publishing.current_edition(self.report),
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
