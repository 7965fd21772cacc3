"""All checks: the setting of each, and which could be advice."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from partnership.core.pages.actions import ActionsMixin
from partnership.core.pages.forms import GovukForm, error_links
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


class SettingForm(GovukForm):
    """What an administrator decides about one check, and why."""

    check = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=400, error_messages={"required": "Enter a reason"}
    )

    def __init__(self, data, needs_reason):
        known = services.CHECKS.get(data.get("check"))
        super().__init__(data, auto_id=f"%s-{known.name}" if known else False)
        self.fields["reason"].required = needs_reason

    def clean(self):
        if self.cleaned_data.get("check") not in services.CHECKS:
            raise forms.ValidationError("Select a check")


class ChecksPage(PrivatePageMixin, ActionsMixin):
    """The checks and their settings, with what administrators are asked to decide."""

    permission_required = "reports.change_checksetting"

    def get(self, request):
        return self.page()

    def page(self, form=None):
        services.load()
        settings = check_settings.read_settings()
        decisions = check_settings.decisions()
        suggested = {
            suggestion.check_name: suggestion
            for suggestion in check_settings.advice_suggestions()
        }
        rows = [
            CheckRow(check, settings.get(name), suggested.get(name), decisions[name])
            for name, check in services.CHECKS.items()
        ]
        context = {
            "rows": rows,
            "suggested": [row for row in rows if row.suggestion],
            "form": form,
            "problems": list(error_links(form)) if form else [],
        }
        status = 422 if form else 200
        return render(self.request, "documents/checks.html", context, status=status)

    def run_action(self, action, method):
        services.load()
        form = SettingForm(self.request.POST, needs_reason=action != "reset")
        if not form.is_valid():
            return self.page(form)
        name, reason = form.cleaned_data["check"], form.cleaned_data["reason"]
        method(name, reason)
        messages.success(self.request, f"Setting saved: {services.CHECKS[name].title}.")
        return redirect("documents:checks")

    def do_advice(self, name, reason):
        check_settings.show_as_advice(name, reason)

    def do_off(self, name, reason):
        check_settings.switch_off_advice(name, reason)

    def do_reset(self, name, reason):
        check_settings.reset(name, reason)
