"""Scores and rankings are refused by their headings; people's names are noticed, and never repeated."""

import pytest

from schoolstd.catalog.find import catalog_folder
from schoolstd.catalog.store import stored_catalog
from schoolstd.evidence.refusal import has_personal_data, refused

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
    ],
)
def test_a_name_or_number_of_a_person_is_noticed(text):
    assert has_personal_data(text, PRIVACY.surnames, PRIVACY.callings)


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
    assert not has_personal_data(text, PRIVACY.surnames, PRIVACY.callings)
