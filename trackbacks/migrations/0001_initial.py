import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("comments", "0003_email_index"),
        ("posts", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingPing",
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
                ("trail", models.JSONField(blank=True, default=list, editable=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("protocol", models.CharField(max_length=12)),
                ("source", models.CharField(max_length=2000)),
                ("source_key", models.CharField(editable=False, max_length=64)),
                ("host", models.CharField(db_index=True, default="", editable=False, max_length=255)),
                ("target", models.CharField(max_length=2000)),
                ("title", models.CharField(blank=True, default="", max_length=255)),
                ("excerpt", models.TextField(blank=True, default="")),
                ("blog_name", models.CharField(blank=True, default="", max_length=255)),
                ("address", models.GenericIPAddressField(null=True, unpack_ipv4=True)),
                ("user_agent", models.CharField(blank=True, default="", max_length=300)),
                ("received", models.PositiveIntegerField(default=1, help_text="How often it was sent.")),
                (
                    "received_last",
                    models.DateTimeField(editable=False, help_text="When it was sent again.", null=True),
                ),
                (
                    "looked_at",
                    models.DateTimeField(
                        editable=False, help_text="When its source was last read.", null=True
                    ),
                ),
                (
                    "look_at",
                    models.DateTimeField(
                        editable=False, help_text="When we read it again by ourselves.", null=True
                    ),
                ),
                (
                    "last_look",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same", "Same"),
                            ("changed", "Changed"),
                            ("gone", "Gone"),
                            ("unread", "Unread"),
                        ],
                        default="",
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "own_look",
                    models.BooleanField(
                        default=False, editable=False, help_text="Due because we look again, not they."
                    ),
                ),
                ("missing_since", models.DateTimeField(editable=False, null=True)),
                (
                    "comment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="ping",
                        to="comments.postcomment",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="received_pings",
                        to="posts.post",
                    ),
                ),
            ],
            options={
                "ordering": ["-created", "-pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="trackbacks_incomingping_due",
                    ),
                    models.Index(
                        condition=models.Q(("look_at__isnull", False)),
                        fields=["look_at"],
                        name="trackbacks_to_look_again",
                    ),
                    models.Index(fields=["-created", "-id"], name="trackbacks_received_newest"),
                    models.Index(
                        condition=models.Q(("address__isnull", False)),
                        fields=["created"],
                        name="trackbacks_to_erase",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "source_key"), name="trackbacks_one_ping_a_source"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkScan",
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
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="link_scan", to="posts.post"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="trackbacks_linkscan_due",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutgoingPing",
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
                ("trail", models.JSONField(blank=True, default=list, editable=False)),
                ("target", models.CharField(max_length=2000)),
                ("target_key", models.CharField(editable=False, max_length=64)),
                ("host", models.CharField(db_index=True, default="", editable=False, max_length=255)),
                (
                    "pasted",
                    models.BooleanField(
                        default=False, help_text="A Trackback URL that the author gave; sent as TrackBack."
                    ),
                ),
                (
                    "linked_target",
                    models.CharField(
                        blank=True, default="", help_text="The linked page with this URL.", max_length=2000
                    ),
                ),
                ("protocol", models.CharField(blank=True, default="", max_length=12)),
                ("endpoint", models.CharField(blank=True, default="", max_length=2000)),
                (
                    "offers",
                    models.JSONField(
                        blank=True, default=dict, help_text="What discovery found: protocol and endpoint."
                    ),
                ),
                (
                    "found_in",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Where on the page: protocol and header, link, a or rdf.",
                    ),
                ),
                (
                    "excerpt",
                    models.TextField(
                        blank=True, default="", help_text="Written by hand; else the passage around the link."
                    ),
                ),
                (
                    "message",
                    models.TextField(
                        blank=True, default="", help_text="The other side's answer, in its own words."
                    ),
                ),
                (
                    "left_out",
                    models.BooleanField(
                        default=False, help_text="The author does not want this blog to be told."
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "seen_at",
                    models.DateTimeField(
                        help_text="When our post was found linked on their page.", null=True
                    ),
                ),
                (
                    "looks",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, help_text="At their page since."
                    ),
                ),
                ("sent_digest", models.CharField(blank=True, default="", editable=False, max_length=64)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sent_pings",
                        to="posts.post",
                    ),
                ),
            ],
            options={
                "ordering": ["-created", "-pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="trackbacks_outgoingping_due",
                    ),
                    models.Index(fields=["-created", "-id"], name="trackbacks_sent_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "target_key"), name="trackbacks_one_ping_a_target"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="own_links", to="posts.post"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_from",
                        to="posts.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "target"), name="trackbacks_one_own_link")
                ],
            },
        ),
        migrations.CreateModel(
            name="Rehearsal",
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
                ("target", models.CharField(max_length=2000)),
                ("target_key", models.CharField(editable=False, max_length=64)),
                ("host", models.CharField(default="", editable=False, max_length=255)),
                ("pasted", models.BooleanField(default=False)),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="The how manyeth link of the text."
                    ),
                ),
                (
                    "linked",
                    models.BooleanField(
                        default=True, help_text="Off: kept only for what its author decided."
                    ),
                ),
                ("page_title", models.CharField(blank=True, default="", max_length=255)),
                ("offers", models.JSONField(blank=True, default=dict)),
                ("found_in", models.JSONField(blank=True, default=dict)),
                (
                    "trouble",
                    models.CharField(
                        blank=True, default="", help_text="Why it was not read.", max_length=300
                    ),
                ),
                ("passage", models.TextField(blank=True, default="", help_text="The words around the link.")),
                (
                    "excerpt",
                    models.TextField(
                        blank=True, default="", help_text="Written by hand instead of the passage."
                    ),
                ),
                (
                    "left_out",
                    models.BooleanField(
                        default=False, help_text="The author does not want this blog to be told."
                    ),
                ),
                ("asked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rehearsals",
                        to="posts.post",
                    ),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="trackbacks_rehearsal_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "target_key"), name="trackbacks_one_rehearsal_a_target"
                    )
                ],
            },
        ),
    ]
