"""`make demo`: two complete blogs on this machine talk to each other. blog.py runs one, story.py tells what happens."""
