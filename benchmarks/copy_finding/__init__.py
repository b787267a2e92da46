"""Collections of official papers in which it is known what was copied from where.

``making.collection`` makes them. Nothing in here knows how copies are looked for.
"""
