"""An index of e-mail addresses in whatever case, on the library's table: what is kept of one person is found by it."""

from django.db import migrations


class Migration(migrations.Migration):
    # The newest of the library: on SQLite a table that is written anew loses an index that no model names.
    dependencies = [
        ("comments", "0002_path_collation"),
        ("django_comments", "0004_add_object_pk_is_removed_index"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX comments_by_email ON django_comments (LOWER(user_email))",
            "DROP INDEX comments_by_email",
        )
    ]
