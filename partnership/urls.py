"""URLs of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from partnership import views
from partnership.partners import views as partners

# The admin site's own sign-in has no rate limits or 2-step verification.
admin.site.login = secure_admin_login(admin.site.login)

own_patterns = [
    path("partners/", partners.PartnerList.as_view(), name="partner_list"),
    path(
        "partners/<slug:code>/", partners.PartnerDetail.as_view(), name="partner_detail"
    ),
    path("partnerships/", partners.PartnershipList.as_view(), name="partnership_list"),
    path(
        "partnerships/<slug:code>/",
        partners.PartnershipDetail.as_view(),
        name="partnership_detail",
    ),
    path(
        "unsaved/discard/", views.DiscardUnsavedText.as_view(), name="discard_unsaved"
    ),
    path("accessibility/", views.Accessibility.as_view(), name="accessibility"),
    path("privacy/", views.Privacy.as_view(), name="privacy"),
    path("healthz", views.Health.as_view(), name="health"),
    path("staff/audit/", views.AuditLog.as_view(), name="audit_log"),
    path("theme.css", views.Theme.as_view(), name="theme"),
]

handler400 = "partnership.core.pages.request_limits.bad_request"
handler404 = "partnership.views.not_found"
handler500 = "partnership.views.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("account/", include("partnership.accounts.urls")),
    path("", include((own_patterns, "partnership"))),
    path("staff/", include("reports.staff.dashboard_urls")),
    path("staff/documents/", include("reports.editor.urls")),
    path("staff/documents/", include("reports.staff.urls")),
    path("staff/", include("partnership.core.background.urls")),
    path("staff/", include("partnership.core.records.urls")),
    path("", include("priorities.urls")),
    path("", include("funding.urls")),
    # Last, because document URLs match any type and period.
    path("", include("reports.urls")),
]
