"""Set before anything is imported: numpy, where it is installed, would start threads at import,
and a process with threads cannot be forked (pipeline/workers.py)."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
