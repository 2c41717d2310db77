"""The HTML report: valid, alone in its file, small, readable by everyone, and its filters work in a real browser."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from lxml import etree

from schoolstd.assessment.assess import assess
from tests.reports.browser import CHROMIUM, dumped, told
from tests.reports.parts import assessed, failure, hostile, rendered, report_of

in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
ALL = ("altered-form", "entry-mistakes", "exemplary-primary", "half-filled", "junior-gaps", "nine-year-boarding")
PAGES = {
    "one": lambda: report_of(assessed()),
    "english": lambda: report_of(assessed(), lang="en"),
    "hostile": lambda: report_of(hostile()),
    "several": lambda: report_of(assessed(), assessed("half-filled"), failures=[failure()]),
}
pages = pytest.mark.parametrize("page", PAGES)


def html(report):
    return rendered("html", report).decode()


def tree(report):
    return etree.fromstring(html(report), etree.HTMLParser())


# ── as a file ──


@pages
def test_pages_are_valid_html(page):
    html5lib = pytest.importorskip("html5lib")
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(html(PAGES[page]()))


@pages
def test_nothing_is_fetched(page):
    found = tree(PAGES[page]())
    links = [
        value for each in found.iter(etree.Element) for key, value in each.attrib.items() if key in ("src", "href")
    ]
    assert links
    assert all(link.startswith("#") for link in links)
    assert found.find(".//meta[@http-equiv]").get("content").startswith("default-src 'none';")
    assert "url(" not in html(PAGES[page]())
    assert "@import" not in html(PAGES[page]())


@pages
def test_style_stands_in_no_element_as_the_policy_forbids_it(page):
    assert tree(PAGES[page]()).xpath("//body//*[@style]") == []


def test_the_biggest_example_is_under_400_kb():
    assert len(html(report_of(assessed("half-filled"))).encode()) < 400_000
    assert len(html(report_of(*map(assessed, ALL))).encode()) < 400_000


@pages
def test_headings_leave_no_level_out(page):
    levels = [int(each.tag[1]) for each in tree(PAGES[page]()).iter() if re.fullmatch("h[1-6]", str(each.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


@pages
def test_every_field_has_a_label_and_every_id_is_one(page):
    found = tree(PAGES[page]())
    ids = found.xpath("//@id")
    assert len(set(ids)) == len(ids)
    fields = set(found.xpath("//select/@id | //input/@id"))
    assert fields == set(found.xpath("//label/@for"))
    assert set(found.xpath("//a/@href")) <= {f"#{each}" for each in ids}


@pages
def test_every_picture_says_in_words_what_its_row_says_in_figures(page):
    bars = list(tree(PAGES[page]()).iter("{*}svg", "svg"))
    assert len(bars) > 1
    for bar in bars:
        assert bar.get("role") == "img"
        widths = [rect.get("width") for rect in bar]
        assert widths
        assert re.findall(r"\d+(?=，|, |$)", bar.get("aria-label").rpartition(": ")[2]) == widths


def test_the_page_is_in_the_language_that_it_says():
    assert tree(report_of()).get("lang") == "zh-CN"
    assert tree(report_of(lang="en")).get("lang") == "en"


def test_every_gap_opens_to_found_wanted_cell_regulation_and_remedy():
    gaps = tree(report_of()).xpath("//details[@data-gap='1']")
    assert len(gaps) == 15
    for gap in gaps:
        assert set(gap.xpath(".//dt/text()")) >= {"实际", "要求", "单元格", "依据", "建议"}


def test_a_gap_says_what_where_and_who_before_it_is_opened():
    gap = tree(report_of()).xpath("//details[@id='s0-N25']")[0]
    said = "".join(gap.find("summary").itertext())
    assert "数据!D54 初中生每天睡眠时间：8.3 小时（差 0.7 小时）；要求：不少于 9 小时（另有 1 项）" in said
    assert "责任人：体育组；完成时限：2026-09-30" in "".join(gap.itertext())


def first_of(report):
    return tree(report).xpath("//ol[@class='first']/li")


def test_what_to_mend_first_is_what_is_not_met_then_what_lacks_evidence():
    found = [(each.get("class"), each.xpath(".//a/@href")[0]) for each in first_of(report_of())]
    assert found == [
        ("is-not_met", "#s0-N26"),
        ("is-not_met", "#s0-N54"),
        ("is-not_met", "#s0-N65"),
        ("is-no_evidence", "#s0-N47"),
        ("is-no_evidence", "#s0-N56"),
    ]


def test_what_to_mend_first_says_where_and_who():
    said = "".join(first_of(report_of())[0].itertext())
    assert "佐证材料!G49 " in said
    assert "责任人：体育组；完成时限：2026-08-31" in said


def test_who_is_responsible_is_asked_for_where_the_school_has_not_said():
    assessment = assessed()
    claims = {id_: claim._replace(texts={}) for id_, claim in assessment.evidence.claims.items()}
    bare = assess(assessment.evidence._replace(claims=claims), assessment.catalog)
    assert "自评表里还没有写责任人" in "".join(first_of(report_of(bare))[0].itertext())


def test_grave_problems_with_the_data_come_before_any_gap():
    grave = first_of(report_of(assessed("entry-mistakes")))[0]
    found = tree(report_of(assessed("entry-mistakes")))
    assert grave.xpath(".//a/@href") == ["#s0-problems"]
    assert found.xpath("//ul[@id='s0-problems']/li[@class='bad']")


def test_nothing_is_to_be_mended_where_nothing_is_wrong():
    assert first_of(report_of(assessed("exemplary-primary"))) == []


# ── in a browser ──

PROBE = """
<script>
function shown(){return [].slice.call(document.querySelectorAll("[data-verdict]:not([hidden])"));}
function set(name,value){var field=document.getElementById("f-"+name);
if(field.type==="checkbox"){field.click();}else{field.value=value;field.dispatchEvent(new Event("change",{bubbles:true}));}}
function all(key,value){return shown().every(function(item){return item.dataset[key]===value;});}
var told={};
told.gaps=[shown().length,all("gap","1"),document.getElementById("count").textContent];
set("verdict","not_met");told.not_met=[shown().length,all("verdict","not_met")];
set("verdict","gap");set("duty","D2");told.duty=[shown().length,all("duty","D2")];
told.groups=[].slice.call(document.querySelectorAll("[data-group]:not([hidden])")).length;
set("duty","");set("overclaim");told.over=[shown().length,all("over","1")];
set("overclaim");set("document");told.document=[shown().length,all("document","1")];
set("document");set("verdict","");told.all=shown().length;
set("verdict","gap");document.getElementById("open").click();
told.opened=shown().every(function(item){return item.open;});
document.getElementById("close").click();told.closed=shown().every(function(item){return !item.open;});
document.title=JSON.stringify(told);
</script></body>"""


def probed(report, probe, folder):
    """The page with a script of ours at its end, which the page's own policy would not let run."""
    page = folder / "page.html"
    bare = re.sub("<meta http-equiv.*?>", "", html(report))
    page.write_text(bare.replace("</body>", probe), encoding="utf-8")
    return page


@in_browser
def test_the_filters_show_what_they_name(tmp_path):
    found = json.loads(told(dumped(probed(report_of(), PROBE, tmp_path), tmp_path)))
    rows = tree(report_of()).xpath("//*[@data-verdict]")
    gaps = [row for row in rows if row.get("data-gap") == "1"]

    def count(key, value, among=gaps):
        return sum(row.get(f"data-{key}") == value for row in among)

    assert found["gaps"] == [15, True, "显示 15 条，共 88 条"]
    assert found["not_met"] == [count("verdict", "not_met", rows), True]
    assert found["duty"] == [count("duty", "D2"), True]
    assert found["groups"] == 1
    assert found["over"] == [count("over", "1"), True]
    assert found["document"] == [count("document", "1"), True]
    assert 0 < count("document", "1") < 15
    assert (found["all"], found["opened"], found["closed"]) == (88, True, True)


SCHOOL = """
<script>
document.getElementById("f-school").value="1";document.getElementById("f-school").dispatchEvent(new Event("change",{bubbles:true}));
document.title=[].slice.call(document.querySelectorAll(".school")).map(function(part){return part.hidden;}).join();
</script></body>"""


@in_browser
def test_a_chosen_school_is_the_only_one_shown(tmp_path):
    assert told(dumped(probed(PAGES["several"](), SCHOOL, tmp_path), tmp_path)) == "true,false"


LINK = """
<script>
document.getElementById("f-duty").value="D1";document.getElementById("f-duty").dispatchEvent(new Event("change",{bubbles:true}));
var row=document.getElementById("s0-N26"),was=row.hidden;
document.querySelector(".first a").click();
setTimeout(function(){document.title=JSON.stringify([was,row.hidden,row.open]);},200);
</script></body>"""


@in_browser
def test_a_link_to_a_gap_opens_it_whatever_is_filtered(tmp_path):
    assert json.loads(told(dumped(probed(report_of(), LINK, tmp_path), tmp_path))) == [True, False, True]


@in_browser
def test_the_page_as_it_is_runs_its_script_under_its_own_policy(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(rendered("html", report_of()))
    found = etree.fromstring(dumped(page, tmp_path), etree.HTMLParser())
    assert found.findtext(".//p[@id='count']") == "显示 15 条，共 88 条"
    assert found.find(".//form[@id='filters']").get("hidden") is None


WIDTH = "<script>parent.postMessage(document.documentElement.scrollWidth,'*')</script></body>"
FRAME = """<!DOCTYPE html><title>none</title><iframe src="page.html" style="width:375px;height:800px;border:0"></iframe>
<script>addEventListener("message",function(event){document.title=event.data;});</script>"""


@in_browser
@pytest.mark.parametrize("page", ["one", "several", "hostile"])
def test_a_phone_needs_no_scrolling_to_the_side(page, tmp_path):
    probed(PAGES[page](), WIDTH, tmp_path)
    frame = tmp_path / "frame.html"
    frame.write_text(FRAME, encoding="utf-8")
    assert int(told(dumped(frame, tmp_path))) <= 375


BROKEN = """
<script>
var broken=[];
document.querySelectorAll("tbody th").forEach(function(cell){
var text=cell.firstChild,word=/[A-Za-z]+/g,found;
while((found=word.exec(text.data))){var range=document.createRange();range.setStart(text,found.index);
range.setEnd(text,found.index+found[0].length);if(range.getClientRects().length>1)broken.push(found[0]);}
});
document.title=JSON.stringify([document.querySelectorAll("tbody th").length,broken]);
</script></body>"""


@in_browser
@pytest.mark.parametrize("width", [640, 1000])
def test_no_word_of_a_duty_is_broken_in_the_middle(width, tmp_path):
    count, broken = json.loads(told(dumped(probed(PAGES["english"](), BROKEN, tmp_path), tmp_path, width)))
    assert (count, broken) == (7, [])
