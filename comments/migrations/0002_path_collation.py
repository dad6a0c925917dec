"""Thread paths compare byte by byte on PostgreSQL; SQLite does so anyway and has no collation of that name."""

from django.db import migrations

TO_C = 'ALTER TABLE comments_postcomment ALTER COLUMN path TYPE varchar(160) COLLATE "C"'
BACK = 'ALTER TABLE comments_postcomment ALTER COLUMN path TYPE varchar(160) COLLATE "default"'


def on_postgresql(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]
    operations = [migrations.RunPython(on_postgresql(TO_C), on_postgresql(BACK))]
