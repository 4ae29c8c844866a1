"""Letters to the editors about what came in: short, with a link, without the reader."""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from entries.inbox.report import Report

LOG = logging.getLogger(__name__)
BACKEND = "django.contrib.auth.backends.ModelBackend"
ANSWERS = "entries.change_report"
MOST_AN_HOUR = 10
"""How many reports are written of; the first page of the desk counts them all."""


def tell(report: Report) -> None:
    """Write to those who answer reports, once the report is kept."""
    since = timezone.now() - timedelta(hours=1)
    if Report.objects.filter(received__gte=since).count() > MOST_AN_HOUR:
        return
    may = get_user_model().objects.with_perm(ANSWERS, backend=BACKEND)
    people = may.exclude(email="").values_list("email", flat=True).order_by("pk")
    addresses = list(people)
    if addresses:
        transaction.on_commit(lambda: _deliver(report, addresses))


def _deliver(report: Report, addresses: list[str]) -> None:
    page = reverse("admin:entries_report_change", args=[report.pk])
    about = f"{report.key}: {report.fact}" if report.fact else report.key
    lines = [
        "A reader reports an error.",
        "",
        f"{about}, edition {report.edition}",
        "",
        f"{settings.SITE_URL}{page}",
    ]
    subject = f"Report {report.reference}: {report.key}"
    letters = [EmailMessage(subject, "\n".join(lines), to=[one]) for one in addresses]
    try:
        get_connection().send_messages(letters)
    except OSError:  # what smtplib raises is one too
        LOG.exception("the letters about report %s were not sent", report.reference)
