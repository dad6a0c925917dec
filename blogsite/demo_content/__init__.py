"""What a new blog shows: `setup_demo` puts the words of texts.py and talk.py into the database, once."""
