import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("at", models.DateTimeField()),
                ("found", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Chore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(default="queued", max_length=20)),
                (
                    "due_at",
                    models.DateTimeField(
                        blank=True, help_text="When to work on it; empty: nothing to do.", null=True
                    ),
                ),
                ("queued_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("token", models.CharField(blank=True, default="", editable=False, max_length=80)),
                (
                    "attempts",
                    models.PositiveIntegerField(default=0, help_text="Attempts that came to an outcome."),
                ),
                ("claims", models.PositiveIntegerField(default=0, editable=False)),
                ("generation", models.PositiveIntegerField(default=0, editable=False)),
                ("last_error", models.TextField(blank=True, default="")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.CharField(max_length=200)),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="jobs_chore_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="one_chore_per_object")
                ],
            },
        ),
        migrations.CreateModel(
            name="HostSlot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("host", models.CharField(max_length=255)),
                ("n", models.PositiveSmallIntegerField()),
                ("lease_until", models.DateTimeField()),
                ("token", models.CharField(blank=True, default="", max_length=80)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("host", "n"), name="one_row_per_slot")],
            },
        ),
    ]
