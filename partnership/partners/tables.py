"""Tables of partners and partnerships."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from partnership.core.pages.tables import (
    Column,
    Table,
)
from partnership.core.values.urls import short_url
from partnership.models import Partner, Partnership


class PartnerTable(Table):
    caption = "Partners"

    name = Column("Partner")
    kind = Column("Type")
    statutory_role = Column("Statutory status")
    groups = Column("Group memberships", orderable=False, empty_values=())

    class Meta(Table.Meta):
        model = Partner
        fields = ["name", "kind", "statutory_role", "groups"]
        order_by = "name"

    def render_name(self, record):
        url = reverse("partnership:partner_detail", args=[record.code])
        link = format_html('<a href="{}">{}</a>', url, record.name)
        if record.parent is None:
            return link
        return format_html(
            '{} <span class="second">part of {}</span>', link, record.parent
        )

    def render_kind(self, record):
        return capital(record.get_kind_display())

    def render_statutory_role(self, record):
        if record.statutory_role == Partner.StatutoryRole.NONE:
            return "None"
        return capital(record.get_statutory_role_display())

    def render_groups(self, record):
        memberships = [*record.memberships.all(), *record.represented_in.all()]
        names = sorted({(m.group.order, m.group.name) for m in memberships})
        return "; ".join(name for _order, name in names) or "None"


class PartnershipTable(Table):
    caption = "Community safety partnerships"

    name = Column("Partnership")
    kind = Column("Type", order_by=("kind", "name"))
    areas = Column("Area", orderable=False, empty_values=())
    websites = Column("Website", orderable=False, empty_values=())

    class Meta(Table.Meta):
        model = Partnership
        fields = ["name", "kind", "areas", "websites"]
        order_by = "name"

    def render_name(self, record):
        url = reverse("partnership:partnership_detail", args=[record.code])
        return format_html('<a href="{}">{}</a>', url, record.name)

    def render_kind(self, record):
        kind = capital(record.get_kind_display())
        if record.county_partnership is None:
            return kind
        return format_html(
            '{} <span class="second">in {}</span>', kind, record.county_partnership
        )

    def render_areas(self, record):
        return ", ".join(area.name for area in record.areas.all()) or "not given"

    def render_websites(self, record):
        links = ((site.url, short_url(site.url)) for site in record.websites.all())
        lines = format_html_join("", '<li><a href="{}">{}</a></li>', links)
        return format_html("<ul>{}</ul>", lines) if lines else "not given"


def capital(text):
    return text[:1].upper() + text[1:]
