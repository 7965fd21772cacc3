"""Sign-in, password and 2-step verification forms."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm

from partnership.accounts.form_mixins import GovukFormMixin

EMAIL = "Email address"
NO_EMAIL = "Enter your email address"
NO_PASSWORD = "Enter your password"
PASSWORD_HINT = "Must be at least 12 characters. Try using 3 random words."
CODE_HINT = (
    "Enter the 6-digit code from your authenticator app, or one of your recovery codes."
)


class NewPasswordMixin(GovukFormMixin):
    labels = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "Confirm new password",
    }
    hints = {"password1": PASSWORD_HINT}
    missing = {
        "oldpassword": "Enter your current password",
        "password1": "Enter your new password",
        "password2": "Confirm your new password",
    }

    def add_error(self, field, error):
        """Replace allauth's message about 2 passwords that differ."""
        first, second = (
            self.cleaned_data.get(name) for name in ("password1", "password2")
        )
        if field == "password2" and first and second and first != second:
            error = "The passwords do not match. Enter them again"
        super().add_error(field, error)


class SignInForm(GovukFormMixin, account.LoginForm):
    labels = {"login": EMAIL, "password": "Password"}
    missing = {"login": NO_EMAIL, "password": NO_PASSWORD}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ForgottenPasswordForm(GovukFormMixin, account.ResetPasswordForm):
    labels = {"email": EMAIL}
    missing = {"email": NO_EMAIL}


class NewPasswordForm(NewPasswordMixin, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(NewPasswordMixin, account.ChangePasswordForm):
    pass


class FirstPasswordForm(NewPasswordMixin, account.SetPasswordForm):
    pass


class ConfirmPasswordForm(GovukFormMixin, account.ReauthenticateForm):
    labels = {"password": "Password"}
    missing = {"password": NO_PASSWORD}


class CodeMixin(GovukFormMixin):
    labels = {"code": "Code"}
    hints = {"code": CODE_HINT}
    missing = {"code": "Enter your code"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "govuk-input govuk-input--width-10",
        }


class CodeForm(CodeMixin, mfa.AuthenticateForm):
    pass


class ConfirmCodeForm(CodeMixin, mfa.ReauthenticateForm):
    pass


class FirstCodeForm(CodeMixin, ActivateTOTPForm):
    hints = {"code": "Enter the 6-digit code the app shows after you scan the QR code."}
