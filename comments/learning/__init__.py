"""What the blog learns from its moderators: `tokens -> a Lesson's counts -> weighing -> checks/learned.py`."""
