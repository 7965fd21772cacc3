"""The page of a job, and the administrator's page of background work."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from partnership.core.background import emails, jobs, workers
from partnership.core.models import BackgroundJob, OutgoingEmail, WorkerHeartbeat
from partnership.core.models.display import whole_number
from partnership.core.private_pages import PrivatePageMixin

# How many jobs and emails the administrator's page lists.
LIMIT = 50


@method_decorator(never_cache, name="dispatch")
class JobPage(LoginRequiredMixin, View):
    """The progress of a job, for the user who started it and for administrators.

    Its script asks for the same as JSON and opens the result when it is ready.
    """

    def get(self, request, pk):
        job = BackgroundJob.objects.filter(pk=pk).first()
        if job is None or not may_view(request.user, job):
            raise Http404("This job does not exist.")
        if request.headers.get("Accept") == "application/json":
            return JsonResponse(as_json(job))
        if job.status == BackgroundJob.Status.SUCCEEDED and job.result_url:
            return jobs.redirect_to(request, job)
        context = {"job": job, "worker_is_running": workers.is_running()}
        return render(request, "background/job.html", context)


def may_view(user, job) -> bool:
    return job.started_by_id == user.pk or user.has_perm("core.view_backgroundjob")


def as_json(job) -> dict:
    return {
        "status": job.status,
        "is_finished": job.is_finished,
        "result_url": job.result_url,
        "text": progress_text(job),
        "worker_is_running": job.is_finished or workers.is_running(),
    }


def progress_text(job) -> str:
    """“Checking rows: 1,200 of 5,000”, or the status."""
    if job.is_finished or not (job.step or job.total):
        return job.get_status_display()
    count = f"{job.done:,} of {job.total:,}" if job.total else ""
    return ": ".join(part for part in [job.step, count] if part)


class BackgroundWork(PrivatePageMixin, TemplateView):
    """Workers, emails that were not sent and recent jobs."""

    permission_required = "core.view_backgroundjob"
    template_name = "background/background_work.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            needs_worker=workers.needs_worker(),
            worker_is_running=workers.is_running(),
            workers=WorkerHeartbeat.objects.all(),
            waiting=BackgroundJob.objects.filter(status="waiting").count(),
            emails_waiting=OutgoingEmail.objects.filter(status="waiting").count(),
            emails=emails.problems()[:LIMIT],
            jobs=BackgroundJob.objects.select_related("started_by")[:LIMIT],
            **kwargs,
        )

    def post(self, request):
        chosen = request.POST.get("email", "")
        rows = emails.problems()
        if whole_number(chosen) is not None:
            rows = rows.filter(pk=chosen)
        elif chosen != "all":
            messages.error(request, "Select an email to send again")
            return redirect("background:work")
        count = emails.try_again(rows)
        noun = "email is" if count == 1 else "emails are"
        messages.success(request, f"{count} {noun} being sent again.")
        return redirect("background:work")
