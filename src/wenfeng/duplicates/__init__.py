"""Papers that repeat each other (查重): near-copies, versions, lifted passages, their groups."""

from wenfeng.duplicates.finding import find, sift

__all__ = ["find", "sift"]
