"""Addresses of the funding pages."""

from django.urls import path

from funding import views

app_name = "funding"
urlpatterns = [
    path("funding/", views.FundLedger.as_view(), name="ledger"),
    path("funding/<slug:code>/", views.FundLedger.as_view(), name="fund_ledger"),
]
