"""Several workbooks of one school: one rule for every command, and nothing decided in silence."""

from __future__ import annotations

from itertools import permutations

from schoolstd.programme.doubled import Doubled, Sent, differences, one_each


def sent(file, filled_on="2018-09-01", name="甲小学", code="01", district="样例区"):
    return Sent(file, code, filled_on, name, district)


def found(*forms):
    kept, nameless, doubled = one_each(forms, lambda form: form)
    return {code: form.file for code, form in kept.items()}, [form.file for form in nameless], doubled


def test_the_latest_form_counts_whatever_its_file_is_called():
    assert found(sent("z.xlsx"), sent("a.xlsx", "2018-09-02"), sent("m.xlsx", "")) == (
        {"01": "a.xlsx"},
        [],
        [Doubled("01", "a.xlsx", ("m.xlsx", "z.xlsx"))],
    )


def test_of_forms_of_one_day_it_is_told_that_the_name_of_the_file_has_decided():
    assert found(sent("b.xlsx"), sent("a.xlsx"), sent("c.xlsx", ""))[2] == [
        Doubled("01", "b.xlsx", ("a.xlsx", "c.xlsx"), ("a.xlsx",))
    ]
    assert found(sent("b.xlsx", ""), sent("a.xlsx", ""))[2][0].same_day == ("a.xlsx",)


def test_the_folder_of_a_file_is_no_part_of_its_name():
    assert found(sent("乙/a.xlsx"), sent("甲/b.xlsx"))[0] == {"01": "甲/b.xlsx"}
    assert found(sent("甲/a.xlsx"), sent("乙/b.xlsx"))[0] == {"01": "乙/b.xlsx"}
    assert found(sent("甲/a.xlsx"), sent("乙/a.xlsx"))[0] == {"01": "甲/a.xlsx"}


def test_two_schools_under_one_code_are_a_problem():
    (doubled,) = found(sent("a.xlsx"), sent("b.xlsx", "2018-09-02", "乙中学"), sent("c.xlsx", district="东区"))[2]
    assert doubled.called == (("乙中学", "样例区"), ("甲小学", "东区"), ("甲小学", "样例区"))
    (problem,) = differences([doubled])
    assert (problem.code, str(problem.severity), problem.values["file"]) == ("same_code_differs", "error", "b.xlsx")


def test_odd_spaces_make_no_other_school():
    assert found(sent("a.xlsx"), sent("b.xlsx", name="\u3000甲小学 "))[2][0].called == ()


def test_any_order_gives_the_same():
    forms = [sent("a.xlsx"), sent("b.xlsx", name="乙小学"), sent("c.xlsx", code=""), sent("d.xlsx", code="02")]
    assert len({repr(found(*each)) for each in permutations(forms)}) == 1
