"""Training and measuring of the models in models/; the command is tools/train.py."""
