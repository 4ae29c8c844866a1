"""What the record and the audit log keep is guarded by the database itself."""

import django.db.models.deletion
from django.db import migrations, models

from entries.publishing.guards import schema


def create(apps, schema_editor):
    schema.create(schema_editor)


def drop(apps, schema_editor):
    schema.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("entries", "0006_what_links_answer")]

    operations = [
        migrations.CreateModel(
            name="Pass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Of the entry that is redacted.", max_length=100
                    ),
                ),
                (
                    "needs",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="entries.pass",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "passes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id__gt", 0), ("needs__lt", 0)),
                        name="pass_never_kept",
                    )
                ],
            },
        ),
        migrations.RunPython(create, drop),
    ]
