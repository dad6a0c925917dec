"""Each guard taken out of a copy of the code, one at a time, and the test that has to notice it.

A row says which guard, what is replaced by what, and which test turns red. To add one, add it to the table of its
part: `fetching.py`, `receiving.py`, `verifying.py` or `sending.py`.
"""
