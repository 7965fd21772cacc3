"""The forms with which one signs in, in this house's words."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm

from partnership.accounts.form_mixins import GovukFormMixin

EMAIL = "E-mail address"
NO_EMAIL = "Enter your e-mail address, like name@example.org"
NO_PASSWORD = "Enter your password"
PASSWORD_HINT = (
    "At least 12 characters. Three or four words that do not belong together are "
    "easy to remember and hard to guess."
)
CODE_HINT = (
    "Six digits from your authenticator app. Without it, one of your recovery codes."
)


class NewPasswordMixin(GovukFormMixin):
    labels = {
        "oldpassword": "Password you have now",
        "password1": "New password",
        "password2": "New password again",
    }
    hints = {"password1": PASSWORD_HINT}
    missing = {
        "oldpassword": "Enter the password you have now",
        "password1": "Enter a new password",
        "password2": "Enter the new password a second time",
    }

    def add_error(self, field, error):
        """Two passwords that differ are told in our words."""
        if field == "password2" and str(error).startswith("You must type the same"):
            error = "The two passwords are not the same. Type both again"
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


class PasswordAgainForm(GovukFormMixin, account.ReauthenticateForm):
    labels = {"password": "Password"}
    missing = {"password": NO_PASSWORD}


class CodeMixin(GovukFormMixin):
    labels = {"code": "Code"}
    hints = {"code": CODE_HINT}
    missing = {"code": "Enter the code"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "class": "govuk-input govuk-input--width-10",
        }


class CodeForm(CodeMixin, mfa.AuthenticateForm):
    pass


class CodeAgainForm(CodeMixin, mfa.ReauthenticateForm):
    pass


class FirstCodeForm(CodeMixin, ActivateTOTPForm):
    hints = {
        "code": "Six digits that the app shows after you have scanned the picture."
    }
