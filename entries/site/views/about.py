"""What this is, how it is made, and how to use it."""

from django.conf import settings
from django.http import HttpResponse

from entries.site.visits import Visit, page


@page
def about(visit: Visit) -> HttpResponse:
    """Method, neutrality, corrections, citing, and whom to write to."""
    contact = settings.CONTACT
    context = {"contact": contact, "contact_name": contact.removeprefix("mailto:")}
    return visit.show("about.html", context)
