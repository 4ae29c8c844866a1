"""Submissions: read here, and moved on by buttons that call `publishing`."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from entries.admin.logs import ReadOnlyAdmin
from entries.admin.reviewing import CHOICES, reviews
from entries.admin.site import desk
from entries.admin.steps import STEPS, WORDS, may_take, open_steps, take
from entries.desk.entry import StaleError
from entries.publishing import waiting
from entries.publishing.approving import accepted_reason, own_work
from entries.publishing.schedule import alarm, in_words
from entries.publishing.submission import (
    OPEN_STATES,
    Submission,
    SubmissionState,
)
from entries.publishing.transitions import TRANSITIONS, PublishingError

PROPOSALS_PER_PAGE = 25


class StateFilter(admin.SimpleListFilter):
    """A list's filter by where submissions stand, and by what waits for its reader."""

    title = "where it stands"
    parameter_name = "stands"
    MINE: ClassVar[dict[str, Any]] = {
        "review": ("For me to review", waiting.to_review),
        "publish": ("For me to publish", waiting.to_publish),
        "returned": ("Returned to me", waiting.returned),
    }

    def lookups(self, request, model_admin):
        mine = [(name, label) for name, (label, _) in self.MINE.items()]
        return [*mine, *SubmissionState.choices]

    def queryset(self, request, queryset):
        asked = self.value()
        if asked in self.MINE:
            rows = self.MINE[asked][1](request.user)
            return queryset.filter(pk__in=rows.order_by().values("pk"))
        return queryset.filter(state=asked) if asked else queryset


NEXT = {
    SubmissionState.SUBMITTED: "It waits for a reviewer who has not written any of it.",
    SubmissionState.APPROVED: "It is approved, and waits for a publisher.",
    SubmissionState.SCHEDULED: "It is published by itself when its time comes.",
    SubmissionState.PUBLISHED: "It is published: readers see it.",
    SubmissionState.RETURNED: "It was returned: mend the entries, and submit again.",
    SubmissionState.TAKEN_BACK: "Who submitted it took it back.",
}
"""What comes next, in plain words."""


@admin.register(Submission, site=desk)
class SubmissionAdmin(ReadOnlyAdmin):
    """What waits, what was decided, and what each would change."""

    list_display = (
        "number",
        "reason",
        "state",
        "submitter",
        "submitted",
        "approver",
        "scheduled",
        "edition",
        "entry_count",
    )
    list_filter = (StateFilter, "submitted")
    list_select_related = ("submitter", "approver", "edition")
    search_fields = ("reason", "proposals__key")
    show_full_result_count = False
    actions = ("approve_action", "publish_action")
    always = ("state", "reason", ("submitter", "submitted"))
    then = (
        ("approver", "decided"),
        "self_approval",
        "comment",
        "scheduled",
        "edition",
    )
    readonly_fields = ("scheduled",)
    change_form_template = "admin/entries/submission/change_form.html"

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(entry_count=Count("proposals"))

    def get_urls(self):
        view = self.admin_site.admin_view(self.step_view)
        steps = [
            path(
                f"<int:pk>/{step}/", view, {"step": step}, f"entries_submission_{step}"
            )
            for step in STEPS
        ]
        return [*steps, *super().get_urls()]

    def has_view_permission(self, request, obj=None) -> bool:
        may = {transition.permission for transition in TRANSITIONS.values()}
        return super().has_view_permission(request, obj) or any(
            request.user.has_perm(permission) for permission in may
        )

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_review_permission(self, request) -> bool:
        return request.user.has_perm(TRANSITIONS["approve"].permission)

    def has_publish_permission(self, request) -> bool:
        return request.user.has_perm(TRANSITIONS["publish"].permission)

    @admin.display(description="Submission", ordering="id")
    def number(self, submission):
        return submission.pk

    def get_fields(self, request, obj=None):
        """What there is to say of a submission, without what is empty."""
        filled = {"scheduled": "publish_at"}
        return [
            *self.always,
            *(
                name
                for name in self.then
                if obj
                and getattr(
                    obj, name[0] if isinstance(name, tuple) else filled.get(name, name)
                )
            ),
        ]

    @admin.display(description="Scheduled for", ordering="publish_at")
    def scheduled(self, submission):
        return in_words(submission.publish_at) if submission.publish_at else ""

    @admin.display(description="Entries", ordering="entry_count")
    def entry_count(self, submission):
        return submission.entry_count

    @admin.action(description="Approve", permissions=["review"])
    def approve_action(self, request, queryset):
        for submission in queryset:
            self._take(request, "approve", submission)

    @admin.action(description="Publish, one edition each", permissions=["publish"])
    def publish_action(self, request, queryset):
        for submission in queryset.order_by("pk"):
            self._take(request, "publish", submission)

    @method_decorator(require_POST)
    def step_view(self, request, pk, step):
        """One button of a submission's page."""
        submission = Submission.objects.filter(pk=pk).first()
        if submission is None:
            raise Http404
        if not may_take(step, request.user):
            raise PermissionDenied
        try:
            text = WORDS.clean(request.POST.get("text", ""))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            self._take(request, step, submission, text)
        address = reverse("admin:entries_submission_change", args=[pk])
        page = request.GET.get("page", "")
        return HttpResponseRedirect(
            f"{address}?page={page}" if page.isdecimal() else address
        )

    def _take(self, request, step: str, submission: Submission, text: str = "") -> None:
        try:
            said = take(step, submission, request.user, request.POST, text)
        except PublishingError as error:
            for fault in error.faults:
                messages.error(request, f"Submission {submission.pk}: {fault}.")
        except (StaleError, PermissionDenied) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, said)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        submission = self.get_object(request, object_id)
        context = extra_context or {}
        if submission is not None and self.has_view_permission(request):
            context |= self._context(request, submission)
        return super().change_view(request, object_id, form_url, context)

    def _context(self, request, submission: Submission) -> dict[str, Any]:
        steps = open_steps(submission, request.user)
        rows = submission.proposals.select_related("base", "entry").order_by("key")
        page = Paginator(rows, PROPOSALS_PER_PAGE).get_page(request.GET.get("page"))
        comments = list(submission.comments.select_related("author"))
        shown = reviews(page, comments)
        own, accepted = "", ""
        if "approve" in steps:
            own = own_work(submission, request.user)
            accepted = accepted_reason(submission, request.user) if own else ""
        return {
            "steps": steps,
            "own_work": own,
            "accepted_reason": accepted,
            "is_open": submission.state in OPEN_STATES,
            "page": page,
            "reviews": shown,
            "has_words": any(one.has_words for one in shown),
            "said": [one for one in comments if not one.key],
            "words": CHOICES,
            "next": NEXT[SubmissionState(submission.state)],
            "zone": f"{timezone.localtime():%Z (%z)}",
            "alarm": alarm(),
        }
