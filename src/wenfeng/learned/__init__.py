"""What was learned from texts instead of written as rules: models made by ``tools/train.py``.

The classifiers only support a reader's judgement: they answer with a label and a calibrated
probability, never with a yes or no. ``words`` prepares the text for the spaCy pipeline.
"""
