"""What holds for all tests.

The environment is set before anything is imported: numpy, where it is installed, would start
threads at import, and a process with threads cannot be forked (pipeline/workers.py).
"""

import os

from hypothesis import settings

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# The same examples every time, so that a run says something about the change and not about luck;
# EXPLORE=1 looks for new ones, and tools/fuzz.py does little else.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("EXPLORE") else "fixed")
