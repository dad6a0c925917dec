"""``python -m blogsite.demo`` is ``manage.py demo``."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blogsite.settings")
execute_from_command_line([sys.argv[0], "demo", *sys.argv[1:]])
