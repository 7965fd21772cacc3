"""Show funding received on a partnership's page."""

from django import template

from funding.queries.partner_funding import received_by
from funding.releases import public_ledgers

register = template.Library()


@register.inclusion_tag("funding/partner_funding.html")
def money_received(partnership):
    """Render a section for each fund the partnership received money from."""
    received = received_by(partnership["code"], public_ledgers())
    return {"partnership": partnership, "received": received}
