"""The admin site."""

from django.contrib import admin

from partnership.admin import accounts, bodies, people, places

__all__ = ["accounts", "bodies", "people", "places"]

admin.site.site_header = "Community safety records"
admin.site.site_title = "Community safety records"
admin.site.index_title = "Records"
