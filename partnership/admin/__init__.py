"""The administration: where officers correct a figure and see documents follow."""

from django.contrib import admin

from partnership.admin import accounts, bodies, people, places

__all__ = ["accounts", "bodies", "people", "places"]

admin.site.site_header = "Community safety records"
admin.site.site_title = "Community safety records"
admin.site.index_title = "What would you like to look up or change?"
