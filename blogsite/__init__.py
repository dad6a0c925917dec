"""The wiring of Crosstalk. The Celery application is made here, so that every process publishes through it."""

from blogsite.celery import app as celery_app

__all__ = ["celery_app"]
