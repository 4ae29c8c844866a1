"""The groups of the desk's roles, as `publishing.roles` says."""

from django.db import migrations

from entries.publishing import roles


def give(apps, schema_editor):
    roles.give(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("entries", "0003_the_desk_at_work"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Going back leaves the groups: people are in them.
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
