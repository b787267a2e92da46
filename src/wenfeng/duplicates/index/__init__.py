"""Papers of former years in one file (索引), against which new ones are held at once."""

from wenfeng.duplicates.index.adding import Added
from wenfeng.duplicates.index.figures import Figures
from wenfeng.duplicates.index.index import Index, Removed

__all__ = ["Added", "Figures", "Index", "Removed"]
