"""The search index: a table that Django does not know, made as each database does it (posts/search)."""

from django.db import migrations

from posts.search import backend


def make(apps, schema_editor):
    schema_editor.execute(backend().CREATE)


def drop(apps, schema_editor):
    schema_editor.execute(backend().DROP)


class Migration(migrations.Migration):
    dependencies = [("posts", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
