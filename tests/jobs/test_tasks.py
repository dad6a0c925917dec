"""The two tasks that Celery carries."""

import pytest

from jobs import sweeping, tasks
from jobs.models import Chore

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def long_since(monkeypatch):
    monkeypatch.setattr(tasks, "_last_tick", -100.0)


def fail():
    raise ZeroDivisionError("not today")


calls = []


def note():
    calls.append(1)


def test_one_id_is_run(chore):
    tasks.work("jobs.Chore", [chore.pk])
    assert Chore.objects.get().state == "done"


def test_several_ids_become_a_message_each(monkeypatch):
    messages = []
    monkeypatch.setattr(tasks.work, "delay", lambda *args: messages.append(args))
    tasks.work("jobs.Chore", [1, 2])
    assert messages == [("jobs.Chore", [1]), ("jobs.Chore", [2])]


def test_only_jobs_can_be_run():
    with pytest.raises(TypeError, match="no kind of job"):
        tasks.work("jobs.HostSlot", [1])


def test_one_scheduled_function_that_fails_stops_no_other(settings, caplog):
    calls.clear()
    settings.SCHEDULED = [f"{__name__}.fail", "nowhere.at_all", f"{__name__}.note"]
    tasks.tick()
    assert calls == [1]
    assert "not today" in caplog.text
    assert "nowhere" in caplog.text


def test_heartbeats_that_piled_up_are_dropped(settings):
    calls.clear()
    settings.SCHEDULED = [f"{__name__}.note"]
    for _ in range(20):
        tasks.tick()
    assert calls == [1]


def test_a_worker_that_starts_sweeps_even_when_the_database_is_down(monkeypatch, caplog):
    monkeypatch.setattr(sweeping, "forget_sent", fail)
    monkeypatch.setattr(sweeping, "sweep", note)
    monkeypatch.setattr(tasks.connections, "close_all", lambda: None)
    calls.clear()
    tasks.on_worker_ready()
    assert calls == [1]
