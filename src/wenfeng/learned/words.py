"""The words of a text are what jieba cuts, and their last signs say what they are: 局, 科, 长.

Importing this module tells spaCy about the callback; a stored pipeline names it.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from typing import Any

from spacy.attrs import SUFFIX  # type: ignore[import-not-found]  # compiled, without a stub
from spacy.language import Language
from spacy.util import registry

CALLBACK = "wenfeng_last_sign"


def prepare() -> None:
    """Import jieba without the warnings about its age, and read its dictionary.

    Left to itself jieba keeps a cache in the folder of temporary files and trusts the one it finds
    there, whoever wrote it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.WARNING)
    if not jieba.dt.initialized:
        jieba.dt.FREQ, jieba.dt.total = jieba.dt.gen_pfdict(jieba.dt.get_dict_file())
        jieba.dt.initialized = True


@registry.callbacks(CALLBACK)  # type: ignore[untyped-decorator]  # spaCy leaves it untyped
def last_sign() -> Callable[[Language], Language]:
    """What a pipeline's configuration asks for: suffixes of one sign, not of three as in English.

    信访室 and 保卫处 are one word each: only their last signs occur in other names too.
    """

    def change(nlp: Language) -> Language:
        vocab: Any = nlp.vocab  # its stub leaves the getters out
        vocab.lex_attr_getters = {**vocab.lex_attr_getters, SUFFIX: _last}
        return nlp

    return change


def _last(word: str) -> str:
    return word[-1:]
