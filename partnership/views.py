"""Pages about the site itself."""

import sys

from django.conf import settings
from django.core.paginator import Paginator
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.generic import TemplateView, View

from partnership.core.background import workers
from partnership.core.concurrency import unsaved_text
from partnership.core.models import AuditEntry
from partnership.core.pages.mixins import ReaderMixin
from partnership.core.pages.request_limits import no_space
from partnership.core.private_pages import PrivatePageMixin
from partnership.core.values.disk_space import is_disk_full
from partnership.models import User


class Accessibility(ReaderMixin, TemplateView):
    template_name = "partnership/accessibility.html"


class Privacy(ReaderMixin, TemplateView):
    template_name = "partnership/privacy.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sign_in_hours=settings.SESSION_COOKIE_AGE // 3600,
            link_days=settings.REVIEW_LINK_DAYS,
            email_days=settings.KEEP_EMAIL_RECORDS_DAYS,
            unconfirmed_days=settings.KEEP_UNCONFIRMED_DAYS,
            account_days=settings.KEEP_INACTIVE_ACCOUNTS_DAYS,
            comment_days=settings.KEEP_REVIEWS_DAYS,
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class Health(View):
    """Health check for a proxy or monitor: 200, or 503 if the database does not answer.

    It also says whether the worker is running.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            worker = "running" if workers.is_running() else "not running"
        except DatabaseError:
            return JsonResponse({"status": "error", "database": "error"}, status=503)
        return JsonResponse({"status": "ok", "database": "ok", "worker": worker})


class AuditLog(PrivatePageMixin, TemplateView):
    """The audit log, newest first, for administrators."""

    permission_required = "core.view_auditentry"
    template_name = "partnership/audit_log.html"
    page_size = 100

    def get_context_data(self, **kwargs):
        rows = AuditEntry.objects.all()
        action = self.request.GET.get("action", "")
        if action in AuditEntry.Action.values:
            rows = rows.filter(action=action)
        page = Paginator(rows, self.page_size).get_page(self.request.GET.get("page"))
        accounts = {row.account for row in page if row.account}
        names = {user.pk: str(user) for user in User.objects.filter(pk__in=accounts)}
        for row in page:
            row.name = names.get(row.account, "")
        return super().get_context_data(
            page=page, actions=AuditEntry.Action.choices, action=action, **kwargs
        )


class Theme(ReaderMixin, TemplateView):
    """Style sheet with the home partnership's two colours."""

    template_name = "partnership/theme.css"
    content_type = "text/css"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=300"
        return response


@requires_csrf_token
def csrf_failure(request, reason=""):
    """The page was open for too long, or the browser sends no cookies."""
    is_stored = unsaved_text.keep(request)
    context = {"is_stored": is_stored, "texts": [] if is_stored else texts_of(request)}
    return render(request, "403_csrf.html", context, status=403)


@requires_csrf_token
def not_found(request, exception):
    """The page for an unknown address, with the text of a form that had this address.

    The record may have been deleted while the user was writing.
    """
    return render(request, "404.html", {"texts": texts_of(request)}, status=404)


def texts_of(request) -> list[tuple[str, str]]:
    """The texts that a request submitted, each with a name to show."""
    return unsaved_text.entered(unsaved_text.submitted(request))


def server_error(request):
    """An error page with the text that was submitted; it must not fail itself."""
    if is_disk_full(sys.exc_info()[1]):
        return no_space(request)
    texts = []
    try:
        texts = texts_of(request)
        if unsaved_text.keep(request):
            # Django saves no session after an error.
            request.session.save()
    except Exception:
        texts = texts or []
    return HttpResponse(render_to_string("500.html", {"texts": texts}), status=500)


class DiscardUnsavedText(View):
    """Discard text that was kept for a page, and return there."""

    http_method_names = ["post", "options"]

    def post(self, request):
        path = request.POST.get("path", "/")
        unsaved_text.forget(request, path)
        is_own = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
        return redirect(path if is_own else "/")
