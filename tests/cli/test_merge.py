"""`schoolstd merge` over results that are damaged, newer, or none at all: never a fault, and the good ones are merged."""

from __future__ import annotations

import copy
import functools
import json
import shutil

import pytest

from schoolstd.cli import merge as merging
from schoolstd.cli.merge import MergeOptions, merge
from schoolstd.cli.summary import Shown
from schoolstd.errors import InputError, UsageError
from tests.cli.run import EXAMPLES, failed_in_one_sentence, own_cache, schoolstd

DISTRICT = EXAMPLES / "district"
DROPPED = object()
MUTATIONS = (DROPPED, "z", None, -1)
BY_NAME = ("by_duty", "by_stage", "by_location", "by_district", "given", "figures", "open")
"""Objects whose keys are names: one of them stands for all."""


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """A result with something in all of its lists."""
    folder = tmp_path_factory.mktemp("district")
    shutil.copytree(DISTRICT / "材料", folder / "材料")
    shutil.copy(folder / "材料/青禾小学.xlsx", folder / "材料/重复.xlsx")
    shutil.copy(EXAMPLES / "district-office/district.xlsx", folder / "材料/区.xlsx")
    (folder / "材料/坏.xlsx").write_text("no workbook", "utf-8")
    waiver = '{indicator: "N22", school: "2198000001", reason: 修缮, approver: 区教委, from: "2018-01-01", until: "2019-01-01"}'
    (folder / "豁免.yaml").write_text(f"waivers:\n  - {waiver}\n", "utf-8")
    run = schoolstd(
        "district", "材料", "--registry", DISTRICT / "名册.xlsx", "--as-of", "2018-09-28", "--waivers", "豁免.yaml",
        "-q", "-o", "西区.json", cwd=folder, XDG_CACHE_HOME=own_cache(folder),
    )  # fmt: skip
    assert run.code == 2, run.err
    return folder / "西区.json"


@pytest.fixture
def files(result, tmp_path):
    """A good result between two that are none."""
    (tmp_path / "坏.json").write_text('{"kind": "some', "utf-8")
    (tmp_path / "空.json").touch()
    shutil.copy(result, tmp_path / "西区.json")
    return tmp_path


def test_the_good_results_are_merged_and_each_bad_one_is_told(files):
    run = schoolstd("merge", "坏.json", "空.json", "西区.json", "-q", "-o", "全市.json", cwd=files)
    assert run.code == 2
    assert "坏.json: 不是 schoolstd district 存的结果" in run.err
    assert "空.json: 文件是空的" in run.err
    found = json.loads((files / "全市.json").read_text("utf-8"))
    assert [each["code"] for each in found["failures"] if each["file"].endswith(".json")] == ["not_a_summary", "empty"]
    assert len(found["schools"]) == len(json.loads((files / "西区.json").read_text("utf-8"))["schools"])
    assert schoolstd("merge", "全市.json", "-q", cwd=files).code == 2, "what was missing then is missing still"


def test_without_any_good_result_nothing_is_written(files):
    run = schoolstd("merge", "坏.json", "空.json", "-o", "全市.json", cwd=files)
    assert (run.code, run.out, len(run.err.splitlines())) == (2, "", 2)
    assert not (files / "全市.json").exists()


def test_a_result_that_was_cut_off_is_told_as_incomplete(files):
    path = files / "西区.json"
    path.write_bytes(path.read_bytes()[:20_000])
    assert failed_in_one_sentence(schoolstd("merge", path), "西区.json", "不完整")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("failures", 0, "code"), "code_of_a_newer_program"),
        (("failures", 0, "values"), {"limit": 5}),
        (("schools", 0, "verdicts"), "z" * 88),
        (("schools", 0, "agreements"), "z" * 88),
        (("schools", 0, "open"), {"N01.nothing": "f"}),
        (("schools", 0, "programme", "eligibility", "obstacles"), [{"code": "new", "subject": "", "lacking": 0}]),
        (("schools", 0, "programme", "eligibility", "batch"), "batch-9"),
        (("schools", 0, "progress", "filled"), float("inf")),
        (("alike", 0, "subject"), "N01.new"),
        (("catalog", "id"), "../national"),
        (("order", 0), "N99"),
    ],
    ids=str,
)
def test_a_result_with_what_is_not_known_here_is_damaged_or_newer(path, value, result, tmp_path):
    content = json.loads(result.read_text("utf-8"))
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    (tmp_path / "a.json").write_text(json.dumps(content), "utf-8")
    with pytest.raises(InputError) as raised:
        merge(MergeOptions((str(tmp_path / "a.json"),), Shown()))
    assert raised.value.code == "damaged_summary"


def places(value, path=(), shape=()):
    """A place of every kind in a result, as its shape and its path; the last of a list stands for all of it."""
    yield shape, path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in entries:
        name = "*" if isinstance(key, int) or shape[-1:] in [(name,) for name in BY_NAME] else key
        yield from places(each, (*path, key), (*shape, name))


def test_whatever_is_changed_in_a_result_is_never_a_fault(result, tmp_path, monkeypatch, capsys):
    for name in ("stored_catalog", "rules_of"):
        monkeypatch.setattr(merging, name, functools.lru_cache(getattr(merging, name)))
    levels = {}
    before = merging.levels_above
    monkeypatch.setattr(
        merging, "levels_above", lambda catalog, root: levels.setdefault(catalog.digest, before(catalog, root))
    )
    good = json.loads(result.read_text("utf-8"))
    good |= {"schools": good["schools"][:3], "alike": good["alike"][:2], "indicators": []}
    target, ends = tmp_path / "a.json", set()
    for path in dict(places(good)).values():
        for value in MUTATIONS if path else ():
            changed = copy.deepcopy(good)
            place = functools.reduce(lambda held, key: held[key], path[:-1], changed)
            if value is DROPPED:
                del place[path[-1]]
            else:
                place[path[-1]] = value
            target.write_text(json.dumps(changed), "utf-8")
            try:
                ends.add(merge(MergeOptions((str(target),), Shown())))
            except (InputError, UsageError) as error:
                ends.add(error.code)
    capsys.readouterr()
    assert ends >= {2, "damaged_summary"}
