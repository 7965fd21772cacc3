"""Publishing a document: the steps left, the action itself, and the preview."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from partnership.accounts.reauthentication import require_reauthentication
from partnership.core.background import jobs
from partnership.core.values.dates import full_moment
from reports.assembly.build import build
from reports.checks import services
from reports.editor.document_view import DocumentView
from reports.errors import ReportNotRendered
from reports.models import Report
from reports.publication import publish as publishing
from reports.publication import publish_job
from reports.staff.differences import suggested_change_note
from reports.staff.edit_links import fix_url
from reports.staff.publish_checklist import status_changes, tasks
from reports.staff.schedule_form import ScheduleForm
from reports.text.draft import draft_of

# Actions of the form, and the permission each needs besides editing the document.
ACTIONS = {
    "review": "reports.change_report",
    "request-changes": "reports.change_report",
    "publish": "reports.add_edition",
    "schedule": "reports.add_edition",
    "cancel": "reports.add_edition",
    "withdraw": "reports.add_edition",
}
# Actions the public sees at once: the user must confirm it's them.
PUBLIC_ACTIONS = {"publish", "schedule", "withdraw"}


class Publish(DocumentView):
    """The steps left before a document is published, and the actions themselves."""

    def get(self, request, pk):
        return self.page(services.run(self.report))

    def page(self, checked, error="", at="step", status=200):
        groups = tasks(self.report, checked)
        every = [task for group in groups for task in group.tasks]
        first = next(iter(checked.open_issues), None)
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
            "scheduled": publish_job.waiting(self.report),
            "schedule_failure": publish_job.last_failure(self.report),
            "schedule_form": ScheduleForm(
                self.request.POST if at == "publish_at" else None
            ),
            "in_review": self.report.status == Report.Status.IN_REVIEW,
            "error": error,
            "error_at": at,
            "typed": self.request.POST,
            "suggested_change_note": self.suggested_change_note(),
        }
        name = "documents/publish.html"
        return render(self.request, name, context, status=status)

    def suggested_change_note(self):
        """What was typed, or a note drafted from the changes."""
        if self.request.method == "POST":
            return self.request.POST.get("change_note", "")
        return suggested_change_note(self.report)

    def post(self, request, pk):
        action = request.POST.get("do", "")
        if action in ACTIONS and not request.user.has_perm(ACTIONS[action]):
            raise PermissionDenied
        if action in PUBLIC_ACTIONS:
            require_reauthentication(request)
        try:
            if action == "publish":
                return self.start_publishing()
            message = self.perform(action)
        except publishing.NotReadyToPublish as error:
            return self.page(error.checked, str(error), status=409)
        except (ReportNotRendered, publishing.InvalidTransition) as error:
            return self.page(services.run(self.report), str(error), status=409)
        except ValueError as error:
            at = {
                "publish": "change_note",
                "schedule": "publish_at",
                "request-changes": "reason",
                "withdraw": "why",
            }
            place = at.get(action, "step")
            return self.page(services.run(self.report), str(error), place, 422)
        messages.success(request, message)
        return redirect("documents:publish", self.report.pk)

    def start_publishing(self):
        change_note = self.request.POST.get("change_note", "")
        job = publish_job.start(self.report, self.request.user, change_note)
        if job.status == job.Status.FAILED:
            checked = services.run(self.report)
            return self.page(checked, job.message, status=409)
        return jobs.redirect_to(self.request, job)

    def perform(self, action) -> str:
        user: Any = self.request.user
        data = self.request.POST
        if action == "review":
            publishing.submit_for_review(self.report, user)
            return "Submitted for review."
        if action == "request-changes":
            publishing.request_changes(self.report, user, data.get("reason", ""))
            return "Changes requested."
        if action == "withdraw":
            publishing.withdraw(self.report, user, data.get("why", ""))
            return "Document withdrawn. The public can no longer see it."
        if action == "schedule":
            form = ScheduleForm(data)
            if not form.is_valid():
                raise ValueError(next(iter(form.errors.values()))[0])
            publish_at = form.cleaned_data["publish_at"]
            change_note = data.get("change_note", "")
            publish_job.schedule(self.report, user, publish_at, change_note)
            return f"This will be published on {full_moment(publish_at)}."
        if action == "cancel":
            publishing.cancel_schedule(self.report, user)
            return "Scheduled publication cancelled."
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
