"""Which kind of unit a plan is from: by signature, title, file name."""

from __future__ import annotations

import pytest

from wenfeng.sampling import kind_of, kinds

TOWN, VILLAGE, PRIVATE = "乡镇、街道", "村、社区", "非公有制经济组织、社会组织"
COURT, WINDOW, BODY = "法院、检察院", "执法监管部门和窗口单位", "企事业单位"
CONGRESS, PARTY, OFFICE = "市州、县市区人大、政府、政协", "市州、县市区党委", "市县直机关"
UNKNOWN = "未能归类"


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("中共清河县委员会", PARTY),
        ("清河县委常委会", PARTY),
        ("清河县委", PARTY),
        ("共青团清河县委员会", OFFICE),
        ("清河县人民政府", CONGRESS),
        ("清河县人大常委会", CONGRESS),
        ("政协清河县委员会", CONGRESS),
        ("中共清河县人民政府党组", CONGRESS),
        ("清河县人民政府办公室", OFFICE),
        ("中共清河县委组织部", OFFICE),
        ("清河县发展和改革委员会", OFFICE),
        ("中共清河县水利局党组", OFFICE),
        ("清河县乡村振兴局", OFFICE),
        ("清河县总工会", OFFICE),
        ("清河县科学技术协会", OFFICE),
        ("清河县人民法院党组", COURT),
        ("清河县公安局", WINDOW),
        ("石桥镇派出所", WINDOW),
        ("清河县市场监督管理局党组", WINDOW),
        ("清河县政务服务中心", WINDOW),
        ("清河县供电公司", WINDOW),
        ("石桥镇人民政府", TOWN),
        ("中共石桥镇委员会", TOWN),
        ("石桥镇党委", TOWN),
        ("城关街道办事处", TOWN),
        ("柳林乡领导班子", TOWN),
        ("石桥镇中心小学", BODY),
        ("石桥镇卫生院", BODY),
        ("城关社区卫生服务中心", BODY),
        ("清河县第一中学党总支", BODY),
        ("中共清河县人民医院委员会", BODY),
        ("清河县城市建设投资有限公司党委", BODY),
        ("石桥村党支部", VILLAGE),
        ("石桥村村民委员会", VILLAGE),
        ("城东社区居民委员会", VILLAGE),
        ("清河县餐饮行业协会党支部", PRIVATE),
        ("福源烟花厂联合党支部", PRIVATE),
        ("柳林蔬菜种植专业合作社", PRIVATE),
        ("陆清源", UNKNOWN),
    ],
)
def test_by_signature(unit: str, kind: str) -> None:
    assert kind_of([unit], "整改方案", "方案") == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("石桥村整改清单", VILLAGE),
        ("石桥镇2025年重点工作整改清单", TOWN),
        ("关于印发《清河县水务局整改方案》的通知", OFFICE),
        ("县委农村工作领导小组办公室整改方案", OFFICE),
        ("清河县城管局征求意见台账", WINDOW),
        ("枫桥社区意见建议汇总", VILLAGE),
        ("清河县农村饮水整改台账", UNKNOWN),
        ("清河县乡村旅游提升方案", UNKNOWN),
        ("清河县城镇燃气行动方案", UNKNOWN),
    ],
)
def test_by_title(title: str, kind: str) -> None:
    assert kind_of([], title, "1") == kind


def test_by_file_name_where_the_title_tells_nothing() -> None:
    assert kind_of([], "", "03-石桥镇整改方案（第二稿）") == TOWN
    assert kind_of([], "整改方案", "城东社区") == VILLAGE


def test_a_signature_goes_before_the_title() -> None:
    assert kind_of(["清河县教育局"], "石桥镇中心小学食堂整改方案") == OFFICE


def test_every_kind_is_listed_once() -> None:
    assert len(set(kinds())) == len(kinds()) == 10
    assert kinds()[-1] == UNKNOWN
