"""What was learned from texts instead of written as rules: models made by ``tools/train.py``.

A model only supports a reader's judgement: everything here answers with a label and a calibrated
probability, never with a yes or no.
"""
