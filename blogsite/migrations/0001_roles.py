"""The groups Author, Editor and Moderator, with their permissions."""

from django.db import migrations

from blogsite.roles import PERMISSIONS, make_groups


def make(apps, schema_editor):
    make_groups(
        groups=apps.get_model("auth", "Group").objects,
        permissions=apps.get_model("auth", "Permission").objects,
        types=apps.get_model("contenttypes", "ContentType").objects,
    )


def unmake(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=PERMISSIONS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("posts", "0001_initial"),
        ("comments", "0001_initial"),
        ("trackbacks", "0001_initial"),
    ]

    operations = [migrations.RunPython(make, unmake)]
