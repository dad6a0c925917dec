import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import comments.models.own
import comments.paths


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("django_comments_xtd", "0008_auto_20200920_2037"),
        ("posts", "0002_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KnownSender",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="PostComment",
            fields=[
                (
                    "xtdcomment_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="django_comments_xtd.xtdcomment",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "Comment"),
                            ("trackback", "Trackback"),
                            ("pingback", "Pingback"),
                            ("webmention", "Webmention"),
                        ],
                        default="comment",
                        max_length=12,
                    ),
                ),
                (
                    "ping_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reply", "Reply"),
                            ("like", "Like"),
                            ("repost", "Repost"),
                            ("bookmark", "Bookmark"),
                            ("mention", "Mention"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "Unconfirmed"),
                            ("pending", "Pending"),
                            ("approved", "Approved"),
                            ("spam", "Spam"),
                            ("trash", "Trash"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("status_reason", models.CharField(blank=True, default="", editable=False, max_length=300)),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "path",
                    comments.paths.ThreadPathField(blank=True, default="", editable=False, max_length=160),
                ),
                ("depth", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("html", models.TextField(blank=True, default="", editable=False)),
                ("title", models.CharField(blank=True, default="", max_length=255)),
                ("source_url", models.CharField(blank=True, default="", max_length=2000)),
                ("source_host", models.CharField(blank=True, default="", max_length=255)),
                ("blog_name", models.CharField(blank=True, default="", max_length=255)),
                ("linked_words", models.CharField(blank=True, default="", max_length=255)),
                ("text_hash", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("address", models.GenericIPAddressField(blank=True, null=True, unpack_ipv4=True)),
                ("user_agent", models.CharField(blank=True, default="", max_length=300)),
                ("referrer", models.CharField(blank=True, default="", max_length=300)),
                (
                    "verified",
                    models.BooleanField(
                        editable=False, help_text="Whether the source was seen to link here.", null=True
                    ),
                ),
                ("verdict", models.CharField(blank=True, default="", editable=False, max_length=12)),
                ("reasons", models.JSONField(blank=True, default=list, editable=False)),
                ("payload", models.JSONField(blank=True, default=dict, editable=False)),
                ("seconds_to_write", models.FloatField(editable=False, null=True)),
                ("honeypot", models.CharField(blank=True, default="", editable=False, max_length=200)),
                ("checks_done", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="discussion",
                        to="posts.post",
                    ),
                ),
            ],
            options={
                "permissions": [("moderate_all", "Can moderate all discussion")],
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
            bases=(comments.models.own.Own, "django_comments_xtd.xtdcomment"),
        ),
        migrations.CreateModel(
            name="ModerationEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old", models.CharField(blank=True, max_length=12)),
                ("new", models.CharField(max_length=12)),
                (
                    "by_what",
                    models.CharField(
                        help_text="filter, source, author, system or a user's name", max_length=40
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="comments.postcomment",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reader", models.CharField(max_length=64)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "It is spam or advertising"),
                            ("abuse", "It insults or threatens somebody"),
                            ("private", "It gives away what is private"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                (
                    "answered",
                    models.BooleanField(default=False, help_text="A moderator has looked and let it stand."),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="comments.postcomment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatusCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("status", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=12)),
                ("n", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("status", "kind"), name="comments_one_count_each")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(fields=["status", "-created", "-xtdcomment_ptr"], name="comments_queue"),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(
                fields=["status", "kind", "-created", "-xtdcomment_ptr"], name="comments_queue_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(fields=["post", "status", "path"], name="comments_thread"),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(fields=["status", "source_host", "-created"], name="comments_by_host"),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(fields=["status", "address", "-created"], name="comments_by_address"),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(fields=["text_hash", "created"], name="comments_same_text"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("answered", False)), fields=["comment"], name="comments_open_reports"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("comment", "reader"), name="comments_one_report_a_reader"
            ),
        ),
    ]
