"""Admin pages for people, posts and postholders."""

from django.contrib import admin

from partnership.admin.base import RecordAdmin, RecordInline
from partnership.models import Person, Post, Tenure
from partnership.partners import resources


class TenureInline(RecordInline):
    model = Tenure


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    resource_classes = [resources.PersonResource]
    list_display = ["name", "title", "code"]
    search_fields = ["name", "code"]
    inlines = [TenureInline]


@admin.register(Post)
class PostAdmin(RecordAdmin):
    resource_classes = [resources.PostResource]
    list_display = ["title", "code", "kind", "group", "partner"]
    list_filter = ["kind"]
    list_select_related = ["group", "partner"]
    search_fields = ["title", "code", "group__name", "partner__name"]
    inlines = [TenureInline]


@admin.register(Tenure)
class TenureAdmin(RecordAdmin):
    resource_classes = [resources.TenureResource]
    list_display = ["person", "post", "from_on", "to_on"]
    list_select_related = ["person", "post__group", "post__partner"]
    search_fields = ["person__name", "post__title", "post__code"]
