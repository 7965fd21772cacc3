"""All checks: how each is set, and which could be advice."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.generic import View

from partnership.core.private_pages import PrivatePageMixin
from reports.checks import check_settings, services
from reports.checks.check_settings import AdviceSuggestion
from reports.checks.registry import Check
from reports.models import CheckSetting


@dataclass(frozen=True)
class CheckRow:
    """One check with its setting, if an administrator has decided on one."""

    check: Check
    setting: CheckSetting | None
    suggestion: AdviceSuggestion | None
    decisions: list[str]

    @property
    def state(self) -> str:
        return check_settings.describe(self.setting) if self.setting else "Standard"


class ChecksPage(PrivatePageMixin, View):
    """The checks and their settings, with what administrators are asked to decide."""

    permission_required = "reports.change_checksetting"

    def get(self, request):
        return self.page()

    def page(self, problem="", at="", reason=""):
        services.load()
        settings = check_settings.read_settings()
        decisions = check_settings.decisions()
        suggested = {one.check_name: one for one in check_settings.advice_suggestions()}
        rows = [
            CheckRow(check, settings.get(name), suggested.get(name), decisions[name])
            for name, check in services.CHECKS.items()
        ]
        context = {
            "rows": rows,
            "suggested": [row for row in rows if row.suggestion],
            "problems": [(problem, f"reason-{at}")] if problem else [],
            "problem": problem,
            "at": at,
            "reason": reason,
        }
        status = 422 if problem else 200
        return render(self.request, "documents/checks.html", context, status=status)

    def post(self, request):
        services.load()
        name = request.POST.get("check", "")
        reason = request.POST.get("reason", "")
        actions = {
            "advice": check_settings.show_as_advice,
            "off": check_settings.switch_off_advice,
        }
        if request.POST.get("do") == "reset":
            check_settings.reset(name)
            messages.success(request, "The check has its standard setting again.")
            return redirect("documents:checks")
        action = actions.get(request.POST.get("do", ""))
        if name not in services.CHECKS or action is None:
            return self.page("Select a check")
        try:
            action(name, reason)
        except ValueError as error:
            return self.page(str(error), name, reason)
        messages.success(request, f"Setting saved: {services.CHECKS[name].title}")
        return redirect("documents:checks")
