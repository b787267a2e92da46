"""Plans made up at random (随机文稿): the same seed gives the same plan.

What a plan says of its own is of words made of characters drawn at random, so that no two plans
share any of it by chance. Boilerplate is a list of sentences that every plan may draw on.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from wenfeng.copies import Paper

_LETTERS = (
    "安白保北本边表波草查长场车成城处川床春村达带道灯地点电东动冬洞斗豆读堆队多饭方房飞分风峰服"
    "富改港高工公谷骨关光广归海汗好河黑红后湖花华画话环黄灰会火货机集家间江讲交街节金进井景酒开"
    "看考科空口矿来劳老雷冷理力立利粮林领流柳楼路绿落马买麦满毛门米棉面民名明磨末木牧南鸟牛农女"
    "牌盘跑盆棚皮片票平坡瓶铺期旗起气汽桥青清秋球渠泉群热人日肉沙山商上烧社身深生声盛师石时食事"
)
_LINKS = ("把", "由", "按", "对", "在", "从")
_ENDS = ("逐项核对", "当面交接", "登记造册", "专人盯办", "公示七日", "限期办结")

BOILERPLATE = (
    "为认真贯彻落实上级部署要求，切实抓好反馈意见整改工作，结合工作实际，制定本方案。",
    "要提高政治站位，充分认识抓好整改工作的重要性和紧迫性，切实增强责任感和使命感。",
    "坚持问题导向和目标导向，做到问题不解决不放过、整改不到位不放过、群众不满意不放过。",
    "成立整改工作领导小组，由主要负责同志任组长，统筹推进各项整改任务落地见效。",
    "建立台账管理制度，实行清单化管理、项目化推进，完成一项、验收一项、销号一项。",
    "加强督促检查，对整改工作不力、敷衍塞责的，严肃追究相关责任人的责任。",
    "坚持举一反三，注重建章立制，把解决具体问题与完善长效机制有机结合起来。",
    "及时报送整改进展情况，做到信息畅通、数据准确、内容真实，不得迟报漏报瞒报。",
)


def sentence(rng: random.Random) -> str:
    """A sentence that no other is like, of about 30 characters."""
    words = ("".join(rng.choices(_LETTERS, k=rng.randint(2, 4))) for _ in range(8))
    first, *rest = words
    return (
        f"{rng.choice(_LINKS)}{first}{''.join(rest[:4])}，{''.join(rest[4:])}{rng.choice(_ENDS)}。"
    )


def paragraphs(seed: int, count: int, sentences: int = 4) -> list[str]:
    """Paragraphs of a plan's own."""
    rng = random.Random(f"own{seed}")
    return ["".join(sentence(rng) for _ in range(sentences)) for _ in range(count)]


def plan(seed: int, count: int = 8, unit: str = "清河县") -> str:
    """A plan: a title, the usual sentences between paragraphs of its own, a signature."""
    rng = random.Random(f"plan{seed}")
    usual = rng.sample(BOILERPLATE, k=len(BOILERPLATE) // 2)
    body = [*paragraphs(seed, count), *usual]
    rng.shuffle(body)
    return "\n".join((f"{unit}整改方案", *body, f"{unit}人民政府", "2014年3月5日"))


def rewritten(text: str, part: float, seed: int) -> str:
    """A plan with the given part of its sentences put in other words."""
    rng = random.Random(f"rewritten{seed}")
    lines = [line.split("。") for line in text.split("\n")]
    for words in lines:
        for at, one in enumerate(words):
            if len(one) > 12 and rng.random() < part:
                words[at] = sentence(rng)[:-1]
    return "\n".join("。".join(words) for words in lines)


def papers(texts: Sequence[str], **fields: str) -> list[Paper]:
    """Papers of these texts, named by their place."""
    return [Paper(f"{at}.docx", text, **fields) for at, text in enumerate(texts)]  # type: ignore[arg-type]
