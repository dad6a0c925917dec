"""Start-up of the jobs app: finds every app's ``chores.py`` and sweeps when a worker starts."""

from celery.signals import worker_ready
from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jobs.tasks import on_worker_ready

        autodiscover_modules("chores")
        worker_ready.connect(on_worker_ready, dispatch_uid="jobs.sweep_at_start")
