"""Show funding received on a partnership's page."""

from django import template

from funding.queries.partner_funding import received_by

register = template.Library()


@register.inclusion_tag("funding/partner_funding.html")
def money_received(partnership):
    """Render a section for each fund the partnership received money from."""
    return {"partnership": partnership, "received": received_by(partnership)}
