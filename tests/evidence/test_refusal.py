"""Scores and rankings are refused by their headings; people's names are noticed, and never repeated."""

import pytest

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.evidence.refusal import has_personal_data, personal_data, refused

CATALOG = stored_catalog(catalog_folder("national"))
PRIVACY = CATALOG.privacy


@pytest.mark.parametrize(
    "heading",
    [
        "期末成绩",
        "语文平均分",
        "及格率",
        "优 秀 率",
        "中考升学率",
        "班级排名",
        "年级名次",
        "Average score",
        "pass_rate",
        "标准分",
        "普高率",
        "高考上线率",
        "一本率",
        "期末考试通过率",
        "教师排行",
        "rank",
        "Rankings",
        "总分",
    ],
)
def test_examination_scores_and_rankings_are_refused(heading):
    assert refused(heading, CATALOG.refusals.values()) is not None


@pytest.mark.parametrize(
    "heading",
    [
        "体质健康合格率",
        "体测优秀率",
        "水质检测合格率",
        "fitness_pass_rate",
        "备注",
        "填写说明",
        "应到",
        "视力检测合格率",
        "普通话合格率",
    ],
)
def test_fitness_and_health_are_not_taken_for_scores(heading):
    assert refused(heading, CATALOG.refusals.values()) is None


@pytest.mark.parametrize("metric", CATALOG.metrics.values(), ids=lambda metric: metric.id)
def test_the_fields_column_titles_of_the_form_itself_are_never_refused(metric):
    asked_by_the_standard = {"public_rankings", "admissions_by_certificate"}
    assert metric.id in asked_by_the_standard or refused(metric.title, CATALOG.refusals.values()) is None


@pytest.mark.parametrize(
    "text",
    [
        "学生张小明与同学争执",
        "王丽丽同学被推倒",
        "家长：李建国，来电反映",
        "联系电话13812345678",
        "证件110101201203071234",
        "女生赵敏因迟到",
        "学生张小明打架",
        "学生赵敏旷课三天",
        "关于学生张小明的处分决定",
        "《关于给予学生李伟的处分》",
        "学生　张小明受伤情况",
        "王主任１３８１２３４５６７８",
        "138-1234-5678",
        "138 1234 5678",
        "+86 13812345678",
        "１３８－１２３４－５６７８",
        "110101 20120307 1234",
        "１１０１０１２０１２０３０７１２３４",
        "110101-2012-0307-123X",
    ],
)
def test_a_name_or_number_of_a_person_is_noticed(text):
    assert has_personal_data(text, PRIVACY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "两名学生课间推搡",
        "学生张某与李某争执",
        "家长反映座位拥挤",
        "全校学生疏散演练",
        "学生代表发言",
        "八年级3班学生编号07",
        "高年级同学帮助低年级同学",
        "2026-05-20 检查 12345678901234567890",
    ],
)
def test_masked_names_and_plain_accounts_are_left_alone(text):
    assert not has_personal_data(text, PRIVACY)


@pytest.mark.parametrize(
    "title",
    [
        "学生欺凌防治制度", "学生张贴作品管理办法", "学生管理办法", "学生周末托管方案", "学生高度近视防控方案",
        "学生方案的制定情况", "学生白天在校管理办法", "学生毛巾被褥管理规定", "学生钱款被盗处理办法", "学生任务等级说明",
        "学生请假制度", "学生周一请假登记表", "学生夏季溺水预防教案", "家长任教情况说明", "学生方面的情况说明",
        "学生于课间打架的处理流程", "学生向老师请假的说明", "任何同学不得带手机", "学生严重违纪处理办法", "学生受伤应急预案",
        "学生违纪处分规定", "学生转学休学办理程序", "学生高中阶段的档案移交", "学生档案管理制度", "家长委员会章程",
        "学生体质健康档案", "学生张贴的处理办法", "学生心理个案辅导记录", "同学之间争执的处理", "学生许多情况的说明",
        "京教〔2018〕138-1234号", "电话010-12345678", "2018 2019 2020 年度总结",
    ],
)  # fmt: skip
def test_ordinary_titles_name_nobody(title):
    assert not has_personal_data(title, PRIVACY)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("王主任 13812345678", "phone"), ("110101201203071234", "id"), ("学生张小明打架", "name"), ("王主任", "")],
)
def test_what_is_held_is_told_apart(text, kind):
    assert personal_data(text, PRIVACY) == kind
