"""Whatever runs a paragraph is made of: comments change nothing, and sit on the right words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from hypothesis import example, given
from hypothesis import strategies as st

from tests.marking.word_packages import blocks, mark, members, package, seen, text_of
from wenfeng.marking import Note

WHO = 'w:author="张三" w:date="2025-01-01T00:00:00Z"'
CHANGED = f'<w:rPrChange w:id="3" {WHO}><w:rPr/></w:rPrChange>'
LOOKS = ("", "<w:rPr/>", "<w:rPr><w:b/></w:rPr>", f"<w:rPr><w:i/>{CHANGED}</w:rPr>")
# Nothing of these can be split: a comment on a part of one covers it whole.
RUBY = (
    "<w:r><w:t>前</w:t><w:ruby><w:rubyPr/><w:rt><w:r><w:t>cong</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>淙泉</w:t></w:r></w:rubyBase></w:ruby><w:t>后</w:t></w:r>"
)
MATH = "<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>"
DATE = (
    "<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent><w:r><w:t>五月六日</w:t></w:r>"
    "</w:sdtContent></w:sdt>"
)
SYMBOL = '<w:r><w:t>选</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
CHOICE = (
    "<mc:AlternateContent><mc:Choice Requires='w14'><w:r><w:t>新样</w:t></w:r></mc:Choice>"
    "<mc:Fallback><w:r><w:t>旧样</w:t></w:r></mc:Fallback></mc:AlternateContent>"
)
SIMPLE = '<w:fldSimple w:instr="DATE"><w:r><w:t>三月</w:t></w:r></w:fldSimple>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF b</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/><w:t>第三</w:t></w:r><w:r><w:t>条</w:t>'
    '<w:fldChar w:fldCharType="end"/></w:r>'
)
WHOLE = (RUBY, MATH, DATE, SYMBOL, CHOICE, SIMPLE, FIELD)
OTHER = (
    '<w:bookmarkStart w:id="0" w:name="a"/>',
    '<w:bookmarkEnd w:id="0"/>',
    '<w:proofErr w:type="spellStart"/>',
    "<w:r/>",
    "<w:r><w:rPr><w:b/></w:rPr></w:r>",
    '<w:r><w:footnoteReference w:id="9"/></w:r>',
    f'<w:del w:id="8" {WHO}><w:r><w:delText>删去</w:delText></w:r></w:del>',
    f'<w:moveFrom w:id="8" {WHO}><w:r><w:t>移走</w:t></w:r></w:moveFrom>',
)

letters = st.text(st.sampled_from("甲乙丙，。 a𠮷"), min_size=1, max_size=6)


@st.composite
def texts(draw: st.DrawFn) -> str:
    kept = draw(st.sampled_from(("", ' xml:space="preserve"')))
    return f"<w:t{kept}>{draw(letters)}</w:t>"


signs = st.sampled_from(
    (
        *("<w:tab/>", "<w:br/>", "<w:cr/>", "<w:noBreakHyphen/>", "<w:lastRenderedPageBreak/>"),
        '<w:br w:type="page"/>',
    )
)


@st.composite
def runs(draw: st.DrawFn) -> str:
    inner = draw(st.lists(st.one_of(texts(), texts(), signs), min_size=1, max_size=4))
    return f'<w:r w:rsidR="00B1">{draw(st.sampled_from(LOOKS))}{"".join(inner)}</w:r>'


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What may stand around runs."""
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = '<w:r><w:instrText>HYPERLINK "b"</w:instrText></w:r>'
    patterns = (
        (f'<w:ins w:id="5" {WHO}>', "</w:ins>"),
        (f'<w:moveTo w:id="6" {WHO}>', "</w:moveTo>"),
        ('<w:hyperlink w:anchor="b">', "</w:hyperlink>"),
        ("<w:smartTag w:element='x'><w:smartTagPr/>", "</w:smartTag>"),
        ("<w:sdt><w:sdtPr><w:richText/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        (begin + code + middle, end),
    )
    several = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.builds(lambda p, i: p[0] + i + p[1], st.sampled_from(patterns), several)


plain = st.one_of(runs(), runs(), st.sampled_from(OTHER))
inline = st.recursive(plain, wrapped, max_leaves=6)
paragraphs = st.lists(inline, max_size=5).map(lambda inner: f"<w:p>{''.join(inner)}</w:p>")
with_wholes = st.lists(st.one_of(inline, st.sampled_from(WHOLE)), max_size=5).map(
    lambda inner: f"<w:p>{''.join(inner)}</w:p>"
)
places = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=4
)


def bodies(one: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Paragraphs, and paragraphs in a cell."""
    cell = st.lists(one, min_size=1, max_size=3).map(
        lambda inner: (
            f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{''.join(inner)}</w:tc></w:tr></w:tbl>"
        )
    )
    return st.lists(st.one_of(one, cell), min_size=1, max_size=3).map("".join)


def notes_at(data: bytes, shares: list[tuple[float, float, float]]) -> list[Note]:
    found = blocks(data)
    notes = []
    for which, first, second in shares if found else ():
        block = found[min(int(which * len(found)), len(found) - 1)]
        start, end = sorted(round(share * len(block.text)) for share in (first, second))
        notes.append(Note(block.anchor, start, end, "【错误】看", "error"))
    return notes


def text(data: bytes, note: Note) -> str:
    return next(one.text for one in blocks(data) if one.anchor == note.anchor)


def reduced(element: ElementTree.Element) -> Iterator[object]:
    """What an element holds, without comments, and with runs taken apart into characters."""
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name.startswith("commentRange") or child.find("{*}commentReference") is not None:
            continue
        if name == "r":
            looks = child.find("{*}rPr")
            face = b"" if looks is None else ElementTree.tostring(looks)
            face = re.sub(rb'id="\d+"', b"", face)
            for one in child:
                shown = text_of(one) if one.tag.endswith("}t") else None
                atoms = [ElementTree.tostring(one)] if shown is None else [*shown]
                yield from ((face, atom) for atom in atoms if one is not looks)
        else:
            yield child.tag, sorted(child.attrib.items()), child.text, [*reduced(child)]


def body(data: bytes) -> list[object]:
    return [*reduced(ElementTree.fromstring(members(data)["word/document.xml"]))]


def rejected(data: bytes) -> str:
    """The text once all insertions are refused and all deletions taken back."""
    source = members(data)["word/document.xml"].decode()
    source = re.sub(r"<w:(ins|moveTo) .*?</w:\1>", "", source, flags=re.DOTALL)
    return "".join(re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", source))


@given(bodies(paragraphs), places)
def test_comments_sit_on_the_words_and_change_nothing(
    source: str, shares: list[tuple[float, float, float]]
) -> None:
    data = package(source)
    notes = notes_at(data, shares)
    if not notes:
        return
    done = mark(data, *notes)
    assert blocks(done) == blocks(data)
    assert body(done) == body(data)
    for note, found in zip(notes, seen(done), strict=True):
        wanted = text(data, note)[note.start : note.end]
        if wanted.strip():
            assert "".join(found.words.split()) == "".join(wanted.split())
        elif text(data, note).strip():
            assert found.words.strip()


@given(bodies(with_wholes), places)
@example(f"<w:p>{MATH}</w:p>", [(0.0, 0.0, 0.0)])
def test_what_cannot_be_split_stays_whole(
    source: str, shares: list[tuple[float, float, float]]
) -> None:
    data = package(source)
    notes = notes_at(data, shares)
    if not notes:
        return
    done = mark(data, *notes)
    assert blocks(done) == blocks(data)
    assert body(done) == body(data)
    for note, found in zip(notes, seen(done), strict=True):
        wanted = "".join(text(data, note)[note.start : note.end].split())
        signs = wanted.replace("☑", "").replace("x+y", "")
        assert not signs or any(part in "".join(found.words.split()) for part in (signs, signs[:1]))


@given(bodies(paragraphs), places)
def test_refusing_all_changes_gives_the_same_text_and_keeps_the_comments(
    source: str, shares: list[tuple[float, float, float]]
) -> None:
    data = package(source)
    notes = notes_at(data, shares)
    done = mark(data, *notes)
    assert "".join(rejected(done).split()) == "".join(rejected(data).split())
    left = re.sub(
        r"<w:(ins|moveTo) .*?</w:\1>",
        "",
        members(done)["word/document.xml"].decode(),
        flags=re.DOTALL,
    )
    assert left.count("<w:commentReference") == len(notes)
