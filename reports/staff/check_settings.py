"""All checks: how each is set, and which could be advice."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.generic import View

from partnership.core.pages.forms import GovukForm, error_links
from partnership.core.private_pages import PrivatePageMixin
from reports.checks import check_settings, services
from reports.checks.check_settings import AdviceSuggestion
from reports.checks.registry import Check
from reports.models import CheckSetting

NO_SETTING = "Select a setting"


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

    DECISIONS = {
        "advice": check_settings.show_as_advice,
        "off": check_settings.switch_off_advice,
    }
    check = forms.CharField(required=False, widget=forms.HiddenInput)
    do = forms.ChoiceField(
        choices=[(name, name) for name in (*DECISIONS, "reset")],
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), NO_SETTING),
    )
    reason = forms.CharField(required=False, max_length=400)

    def __init__(self, data):
        known = services.CHECKS.get(data.get("check"))
        super().__init__(data, auto_id=f"%s-{known.name}" if known else False)

    def clean(self):
        data = super().clean()
        if data.get("check") not in services.CHECKS:
            raise forms.ValidationError("Select a check")
        if not data.get("reason") and data.get("do") in self.DECISIONS:
            self.add_error("reason", "Enter a reason")

    def save(self) -> str:
        """Save the decision; return the message of success."""
        data = self.cleaned_data
        if data["do"] == "reset":
            check_settings.reset(data["check"])
            return "The check has its standard setting again."
        self.DECISIONS[data["do"]](data["check"], data["reason"])
        return f"Setting saved: {services.CHECKS[data['check']].title}"


class ChecksPage(PrivatePageMixin, View):
    """The checks and their settings, with what administrators are asked to decide."""

    permission_required = "reports.change_checksetting"

    def get(self, request):
        return self.page()

    def page(self, form=None):
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
            "form": form,
            "problems": list(error_links(form)) if form else [],
        }
        status = 422 if form else 200
        return render(self.request, "documents/checks.html", context, status=status)

    def post(self, request):
        services.load()
        form = SettingForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        messages.success(request, form.save())
        return redirect("documents:checks")
