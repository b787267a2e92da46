"""Rules about how a paper is laid out (公文格式), by GB/T 9704—2012.

They are hints. Those about fonts, indents and pages speak only where the format of the file says
how it looks, and only of papers that run as text: a form or a ledger has no title page.
Of a paper that nobody has laid out yet (``plain``) they say so once.
"""

from __future__ import annotations

from wenfeng.rules.form import attached, heads, letters, plain, sheets

RULES = plain.RULES + sheets.RULES + letters.RULES + heads.RULES + attached.RULES
