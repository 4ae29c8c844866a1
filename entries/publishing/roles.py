"""Who may do what: the one table of the desk's roles."""

from typing import Any

from django.contrib.auth.management import create_permissions

from entries.vocabulary import EntryKind

KINDS = {
    EntryKind.STATE: "state",
    EntryKind.SERIES: "exerciseseries",
    EntryKind.EXERCISE: "exercise",
    EntryKind.FRAMEWORK: "framework",
    EntryKind.TOPIC: "topic",
    EntryKind.SOURCE: "source",
}
"""The names of the kinds' models, as permissions carry them."""

LOOK = (
    *(f"entries.view_{model}" for model in (*KINDS.values(), "entry")),
    "entries.view_submission",
    "entries.view_edition",
    "entries.view_auditline",
)
WRITE = tuple(
    f"entries.{may}_{model}"
    for model in KINDS.values()
    for may in ("add", "change", "delete")
)
SUBMIT = "entries.submit_entry"
VERIFY = "entries.verify_citation"
REVIEW = "entries.review_entry"
PUBLISH = "entries.publish_entry"
REDACT = "entries.redact_entry"
ANSWER = ("entries.view_report", "entries.change_report")
PEOPLE = (
    *(f"auth.{may}_user" for may in ("view", "add", "change", "delete")),
    "auth.view_group",
)

ROLES: dict[str, tuple[str, ...]] = {
    "author": (*LOOK, *WRITE, SUBMIT, VERIFY, *ANSWER),
    "reviewer": (*LOOK, SUBMIT, VERIFY, REVIEW, *ANSWER),
    "publisher": (*LOOK, PUBLISH),
    "administrator": (
        *(*LOOK, *WRITE, SUBMIT, VERIFY, REVIEW, PUBLISH, REDACT),
        *(*ANSWER, "entries.delete_report"),
        *PEOPLE,
    ),
}
"""Each role's permissions. Whoever may edit an entry may edit its rows. One person may
have several roles; four eyes hold all the same."""


def give(apps: Any) -> None:
    """Bring the groups of these names to the table; other groups are left alone.

    For migrations, with the models of that moment: permissions are made first, which
    Django itself would only do when all migrations have run.
    """
    for label in ("auth", "entries"):
        config = apps.get_app_config(label)
        # A migration's apps have no modules, and Django passes over those.
        config.models_module = getattr(config, "models_module", None) or True
        create_permissions(config, apps=apps, verbosity=0)
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects
    for name, names in ROLES.items():
        group, _ = groups.get_or_create(name=name)
        codenames = {tuple(one.split(".")) for one in names}
        found = permissions.select_related("content_type").filter(
            content_type__app_label__in=("auth", "entries")
        )
        group.permissions.set(
            one
            for one in found
            if (one.content_type.app_label, one.codename) in codenames
        )
