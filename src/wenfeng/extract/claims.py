"""Claims: names with a role, as a stretch of text gives them before their scope is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wenfeng.domain import OwnerKind, OwnerRole
from wenfeng.lang.names import looks_like_name, split_names
from wenfeng.lang.patterns import lazy

LEAD_VERB = (
    r"(?:共同|联合|分别|总|具体|统一|直接)?(?:牵头负责|牵头落实|牵头组织|牵头抓总|牵头|负总责|负责牵头|负责落实|负责组织实施|负责实施"
    r"|负责推进|负责(?!人|同志)|主办|主责|承办|为主|组织实施|按(?:照)?(?:各自)?职责(?:分工)?(?:分别)?(?:抓好)?(?:负责|落实|组织实施)|落实|承担)"
)
SUPPORT_VERB = (
    r"(?:积极|密切|共同|做好|予以|协同)?(?:配合落实|配合|参加|参与|协办|协助|协同|支持|协作)"
    r"(?:做好|实施|落实|开展|完成)?"
)
JOINED = lazy(r"[，,、]\s*会同(?P<names>[^，。；：]{2,80}?)(?=[，,。；]|$)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A name with its role, before its scope is known. Places are offsets into the text given."""

    name: str
    kind: OwnerKind
    role: OwnerRole
    label: str
    start: int
    end: int


def claims_in(text: str, offset: int, role: OwnerRole, label: str) -> tuple[Claim, ...]:
    return tuple(
        Claim(n.text, n.kind, role, label, n.start, n.end) for n in split_names(text, offset)
    )


def checked(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """All of them, if each reads as a name; else none: a half understood subject is no owner."""
    if claims and all(looks_like_name(c.name) for c in claims):
        return claims
    return ()


def first_leading(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The first leads, the others support."""
    return claims[:1] + tuple(replace(c, role="support") for c in claims[1:])
