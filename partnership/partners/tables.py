"""Tables of partners and partnerships, from their published rows."""

import datetime as dt

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from partnership.core.pages.tables import Column, Table
from partnership.core.values.dates import day
from partnership.core.values.urls import short_url
from partnership.models.wording import local


class PartnerTable(Table):
    caption = "Partners"

    name = Column("Partner")
    kind = Column("Type")
    statutory_role = Column("Statutory status")
    groups = Column("Group memberships", orderable=False, empty_values=())

    class Meta(Table.Meta):
        order_by = "name"

    def render_name(self, record):
        url = reverse("partnership:partner_detail", args=[record["code"]])
        link = format_html('<a href="{}">{}</a>', url, record["name"])
        if not record["parent"]:
            return link
        return format_html(
            '{} <span class="second">part of {}</span>', link, record["parent"]["name"]
        )

    def render_groups(self, record):
        return "; ".join(record["groups"]) or "None listed"


class PartnershipTable(Table):
    caption = local("{csp.common_plural_start}")

    name = Column("Partnership")
    kind = Column("Type", order_by=("kind_code", "name"))
    areas = Column("Area", orderable=False, empty_values=())
    websites = Column("Website", orderable=False, empty_values=())

    class Meta(Table.Meta):
        order_by = "name"

    def render_name(self, record):
        url = reverse("partnership:partnership_detail", args=[record["code"]])
        link = format_html('<a href="{}">{}</a>', url, record["name"])
        if not record["to_on"]:
            return link
        until = day(dt.date.fromisoformat(str(record["to_on"])))
        return format_html('{} <span class="second">until {}</span>', link, until)

    def render_kind(self, record):
        county = record["county_partnership"]
        if not county:
            return record["kind"]
        return format_html(
            '{} <span class="second">in {}</span>', record["kind"], county["name"]
        )

    def render_areas(self, record):
        return ", ".join(record["areas"]) or "not given"

    def render_websites(self, record):
        links = ((site["url"], short_url(site["url"])) for site in record["websites"])
        lines = format_html_join("", '<li><a href="{}">{}</a></li>', links)
        return format_html("<ul>{}</ul>", lines) if lines else "not given"
