"""Submissions: read here, and moved on by buttons that call `publishing`."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from entries.admin.lines import Lines
from entries.admin.logs import ReadOnlyAdmin
from entries.admin.site import desk
from entries.admin.wording import change_lines
from entries.admin.writing import demand
from entries.desk.entry import StaleError
from entries.publishing.approving import accepted_reason, approve, own_work
from entries.publishing.editions import publish
from entries.publishing.submission import OPEN_STATES, RecordLock, Submission
from entries.publishing.submitting import return_, take_back
from entries.publishing.transitions import TRANSITIONS, PublishingError

BOTH = "approve_and_publish"
STEPS = ("approve", "return", "take_back", "publish", BOTH)
PROPOSALS_PER_PAGE = 25
WORDS = Lines(required=False, max_length=2_000)
"""What an editor may say with a step."""


def approve_and_publish(submission: Submission, user: Any, reason: str) -> Any:
    """Both or neither: the one click of a site with a single editor."""
    with transaction.atomic():
        # As in `publish`, before the submission: else two clicks wait for each other.
        RecordLock.take()
        return publish(approve(submission, user, reason), user)


def take(step: str, submission: Submission, user: Any, text: str) -> str:
    """Take one step with a submission; returns what to tell the editor."""
    if step == "approve":
        approve(submission, user, text)
        return f"Submission {submission.pk} is approved."
    if step == "return":
        return_(submission, user, text)
        return f"Submission {submission.pk} is returned to who made it."
    if step == "take_back":
        take_back(submission, user)
        return f"Submission {submission.pk} is taken back."
    if step == "publish":
        edition = publish(submission, user)
    else:
        edition = approve_and_publish(submission, user, text)
    return f"Published as edition {edition.number}."


def open_steps(submission: Submission, user: Any) -> set[str]:
    """The steps that this editor may take now."""
    steps = {
        name
        for name, transition in TRANSITIONS.items()
        if submission.state in transition.sources
        and user.has_perm(transition.permission)
    }
    if submission.submitter_id != user.pk:
        steps.discard("take_back")
    may_publish = user.has_perm(TRANSITIONS["publish"].permission)
    return (
        steps | {"approve_and_publish"} if "approve" in steps and may_publish else steps
    )


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
        "edition",
        "entry_count",
    )
    list_filter = ("state", "submitted")
    list_select_related = ("submitter", "approver", "edition")
    search_fields = ("reason", "proposals__key")
    show_full_result_count = False
    actions = ("approve_action", "publish_action")
    fields = (
        "state",
        "reason",
        ("submitter", "submitted"),
        ("approver", "decided"),
        "self_approval",
        "comment",
        "edition",
    )
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
        for name in ("approve", "publish") if step == BOTH else (step,):
            demand(request, TRANSITIONS[name].permission)
        try:
            text = WORDS.clean(request.POST.get("text", ""))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            self._take(request, step, submission, text)
        address = reverse("admin:entries_submission_change", args=[pk])
        return HttpResponseRedirect(address)

    def _take(self, request, step: str, submission: Submission, text: str = "") -> None:
        try:
            said = take(step, submission, request.user, text)
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
            "proposals": [(one, list(change_lines(one))) for one in page],
        }
