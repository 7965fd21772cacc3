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
from reports.staff import publish_forms as forms
from reports.staff.edit_links import fix_url
from reports.staff.publish_checklist import status_changes, tasks
from reports.text.draft import draft_of

# The permission that each action needs besides editing the document, and its form.
ACTIONS: dict[str, tuple[str, type[forms.DocumentForm]]] = {
    "review": ("reports.change_report", forms.DocumentForm),
    "request-changes": ("reports.change_report", forms.ChangesForm),
    "publish": ("reports.add_edition", forms.PublishForm),
    "schedule": ("reports.add_edition", forms.ScheduleForm),
    "cancel": ("reports.add_edition", forms.DocumentForm),
    "withdraw": ("reports.add_edition", forms.WithdrawalForm),
}
# Actions the public sees at once: the user must confirm it's them.
PUBLIC_ACTIONS = {"publish", "schedule", "withdraw"}


class Publish(DocumentView):
    """The steps left before a document is published, and the actions themselves."""

    def get(self, request, pk):
        return self.page(services.run(self.report))

    def page(self, checked, error="", form=None, status=200):
        groups = tasks(self.report, checked)
        every = [task for group in groups for task in group.tasks]
        first = next(iter(checked.open_issues), None)
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
            "edition": publishing.current_edition(self.report),
            "is_up_to_date": publishing.is_up_to_date(self.report),
            "needs_change_note": publishing.needs_change_note(self.report),
            "scheduled": publish_job.waiting(self.report),
            "schedule_failure": publish_job.last_failure(self.report),
            "in_review": self.report.status == Report.Status.IN_REVIEW,
            "error": error or form,
            **self.forms(form),
        }
        name = "documents/publish.html"
        return render(self.request, name, context, status=status)

    def forms(self, submitted):
        """The forms of the page, of which one may have been submitted."""
        classes = {
            "changes_form": forms.ChangesForm,
            "withdrawal_form": forms.WithdrawalForm,
            "publish_form": forms.PublishForm,
            "schedule_form": forms.ScheduleForm,
        }
        return {
            name: submitted if isinstance(submitted, cls) else cls(report=self.report)
            for name, cls in classes.items()
        }

    def post(self, request, pk):
        action = request.POST.get("do", "")
        if action not in ACTIONS:
            return self.page(services.run(self.report), "Select an action", status=422)
        permission, form_class = ACTIONS[action]
        if not request.user.has_perm(permission):
            raise PermissionDenied
        if action in PUBLIC_ACTIONS:
            require_reauthentication(request)
        form = form_class(request.POST, report=self.report)
        if form.is_valid():
            try:
                return self.perform(action, form.cleaned_data)
            except publishing.NotReadyToPublish as error:
                return self.page(error.checked, str(error), status=409)
            except (ReportNotRendered, publishing.InvalidTransition) as error:
                return self.page(services.run(self.report), str(error), status=409)
            except ValueError as error:
                form.add_error(None, str(error))
        return self.page(services.run(self.report), form=form, status=422)

    def perform(self, action, data):
        user: Any = self.request.user
        if action == "publish":
            job = publish_job.start(self.report, user, data["change_note"])
            if job.status == job.Status.FAILED:
                checked = services.run(self.report)
                return self.page(checked, job.message, status=409)
            return jobs.redirect_to(self.request, job)
        if action == "review":
            publishing.submit_for_review(self.report, user)
            message = "Submitted for review."
        elif action == "request-changes":
            publishing.request_changes(self.report, user, data["reason"])
            message = "Changes requested."
        elif action == "withdraw":
            publishing.withdraw(self.report, user, data["why"])
            message = "Document withdrawn. The public can no longer see it."
        elif action == "schedule":
            at, note = data["publish_at"], data["change_note"]
            publish_job.schedule(self.report, user, at, note)
            message = f"This will be published on {full_moment(at)}."
        else:
            publishing.cancel_schedule(self.report, user)
            message = "Scheduled publication cancelled."
        messages.success(self.request, message)
        return redirect("documents:publish", self.report.pk)


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
