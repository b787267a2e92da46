"""The generator of the annotated plans in corpora/generated; the command is make_corpus.py."""
