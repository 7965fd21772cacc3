"""URLs under /account/: the allauth views that we use, and the users' pages.

Allauth's views for signing up, for several email addresses and for connecting other
accounts are not included, so they cannot be opened.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import include, path, re_path

from partnership.accounts import views

user_patterns = [
    path("", views.UserList.as_view(), name="users"),
    path("invite/", views.InviteUser.as_view(), name="invite"),
    path("<int:pk>/", views.UserUpdate.as_view(), name="user"),
    path("<int:pk>/deactivate/", views.DeactivateUser.as_view(), name="deactivate"),
    path("<int:pk>/reactivate/", views.ReactivateUser.as_view(), name="reactivate"),
    path("<int:pk>/link/", views.SendPasswordLink.as_view(), name="link"),
    path("<int:pk>/two-step/", views.ResetTwoStep.as_view(), name="two_step"),
]

password_patterns = [
    path("reset/", account.password_reset, name="account_reset_password"),
    path(
        "reset/sent/", account.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("change/", account.password_change, name="account_change_password"),
    path("set/", account.password_set, name="account_set_password"),
]

two_step_patterns = [
    path("", mfa.index, name="mfa_index"),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
]

council_patterns = [
    path("cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("error/", social.login_error, name="socialaccount_login_error"),
    path("<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("<slug:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
]

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-up/", account.signup, name="account_signup"),
    path("deactivated/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", include(password_patterns)),
    path("two-step/", include(two_step_patterns)),
    path("council/", include(council_patterns)),
    path("users/", include((user_patterns, "accounts"))),
]
