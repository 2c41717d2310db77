"""The sentences of a programme: eligibility, batches, model schools, re-review; by key: (Chinese, English).

Apart from the gap report's, because these lists are handed in and signed. Values go into the braces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from schoolstd.catalog.model import Catalog
    from schoolstd.programme.eligibility import Eligibility, Obstacle
    from schoolstd.programme.model import Honour, Programme, Question
    from schoolstd.programme.outcome import ToldWaiver
    from schoolstd.programme.review import ReviewState

SENTENCES: dict[str, tuple[str, str]] = {
    # ── what is in the way ──
    "obstacle_gap": ("{subject}没有达标", "{subject} is not met"),
    "gaps": ("{count} 条没有达标：{items}", "not met ({count}): {items}"),
    "obstacle_duty_below": ("{subject}还差 {lacking} 条", "{subject}: {lacking} more to be met"),
    "items_duty_below": ("（没有达标：{items}）", " (not met: {items})"),
    "items_of": ("（{items}）", " ({items})"),
    "items_more": ("{items} 等", "{items} and more"),
    "items_run": ("{first}—{last}", "{first}–{last}"),
    "obstacle_veto_failed": ("{subject}查实否决", "{subject}: a veto matter is verified"),
    "obstacle_veto_open": ("{subject} 查实的否决事项没有结案", "the veto matter verified on {subject} is not settled"),
    "obstacle_open_problems": (
        "工作簿还有 {lacking} 个严重的数据问题",
        "the workbook still has grave data problems: {lacking}",
    ),
    "obstacle_self_assessment_incomplete": (
        "自评没有做完，还有 {lacking} 条没有结论",
        "the self-assessment lacks verdicts: {lacking}",
    ),
    "obstacle_plan_incomplete": (
        "自评未达的条款有 {lacking} 条缺整改措施、责任人或完成时限",
        "own gaps without measure, owner or due date: {lacking}",
    ),
    "obstacle_steps_unknown": (
        "名册上没有这所学校，或没有给出名册，不知道是否申报和推荐",
        "the school is not in the register, or none was given: application and recommendation are unknown",
    ),
    "obstacle_not_applied": ("学校没有申报", "the school has not applied"),
    "obstacle_not_recommended": ("区里没有推荐", "the district has not recommended it"),
    "obstacle_not_applied_unread": (
        "名册上的申报日期读不出来，未计入（见名册的问题）",
        "the register's date of application cannot be read and does not count (see its problems)",
    ),
    "obstacle_not_recommended_unread": (
        "名册上的推荐日期读不出来，未计入（见名册的问题）",
        "the register's date of recommendation cannot be read and does not count (see its problems)",
    ),
    "obstacle_applied_later": (
        "申报日期 {subject} 晚于评定日期，还不能计入",
        "the date of application {subject} is after the day it is judged on and does not count yet",
    ),
    "obstacle_recommended_later": (
        "推荐日期 {subject} 晚于评定日期，还不能计入",
        "the date of recommendation {subject} is after the day it is judged on and does not count yet",
    ),
    "obstacle_not_applied_anew": (
        "未通过后没有重新申报（名册上的申报日期 {subject} 早于未通过日期）",
        "the school has not applied anew after the refusal (its application of {subject} is from before)",
    ),
    "obstacle_not_recommended_anew": (
        "未通过后区里没有重新推荐（名册上的推荐日期 {subject} 早于未通过日期）",
        "the district has not recommended it anew after the refusal (its recommendation of {subject} is from before)",
    ),
    "obstacle_veto_unread": (
        "名册上的查实否决读不出日期，不能当作没有否决（见名册的问题）",
        "what the register says of a verified veto cannot be read and is not taken for none (see its problems)",
    ),
    "obstacle_veto_closed_unread": (
        "{subject} 查实的否决事项，名册上的结案日期读不出来，不能当作结案（见名册的问题）",
        "of the veto matter verified on {subject}, the date of settlement cannot be read and does not count (see the"
        " register's problems)",
    ),
    "obstacle_failed_unread": (
        "名册上的未通过日期读不出来，不能当作没有未通过（见名册的问题）",
        "the register's date of refusal cannot be read and is not taken for none (see its problems)",
    ),
    "obstacle_rectified_unread": (
        "{subject} 评估未通过，名册上的整改闭环日期读不出来，不能当作闭环（见名册的问题）",
        "recognition was refused on {subject}; the date on which the rectification was closed cannot be read and does not"
        " count (see the register's problems)",
    ),
    "obstacle_closed_unread": (
        "名册上的撤并日期读不出来，不知道学校是否已撤并（见名册的问题）",
        "the register's date of closing cannot be read: there is no telling whether the school still is (see its problems)",
    ),
    "obstacle_joined_unread": (
        "名册上的建校日期读不出来，不知道是否在名册冻结后新建（见名册的问题）",
        "the register's date of founding cannot be read: it may be after the register was frozen (see its problems)",
    ),
    "obstacle_recognised_unread": (
        "名册上的认定日期读不出来，不知道是否已经认定（见名册的问题）",
        "the register's date of recognition cannot be read: it may be recognised already (see its problems)",
    ),
    "obstacle_honour_unread": (
        "名册上的先进校登记读不出来，不知道是否已入选（见名册的问题）",
        "what the register says of model schools cannot be read: it may have been chosen already (see its problems)",
    ),
    "obstacle_rectification_open": (
        "{subject} 评估未通过，整改还没有闭环",
        "recognition was refused on {subject} and the rectification is not closed",
    ),
    "obstacle_already_recognised": ("已在{subject}认定", "already recognised in: {subject}"),
    "obstacle_no_retry": (
        "{subject} 评估未通过，没有可以再报的批次",
        "recognition was refused on {subject}, and there is no batch to come again in",
    ),
    "obstacle_programme_ended": ("各批次都已结束", "all batches are over"),
    "obstacle_not_in_programme": ("方案还没有开始施行", "the programme is not in force yet"),
    "obstacle_no_date": ("没有评定日期", "there is no date to judge by"),
    "obstacle_honour_needs_standing": ("还没有认定达标", "not recognised yet"),
    "obstacle_honoured_already": ("已入选{subject}", "already chosen in: {subject}"),
    "obstacle_honour_needs_list": ("不是{subject}", "not on the list: {subject}"),
    # ── why a school has been put where it is ──
    "reason_recognised": ("{date} 认定", "recognised on {date}"),
    "reason_recognised_gone": ("{date} 认定，后撤并", "recognised on {date}, closed since"),
    "reason_in_order": (
        "符合条件；排第 {rank}（推荐次序 {order}，申报 {applied}）",
        "eligible; {rank} in the queue (recommended as {order}, applied on {applied})",
    ),
    "reason_late_school": (
        "符合条件；名册冻结后新建，另列，不占名额",
        "eligible; founded after the register was frozen, beside the seats",
    ),
    "reason_seats_taken": (
        "符合条件；排在第 {rank} 位候补（推荐次序 {order}，申报 {applied}），本批名额已满",
        "eligible; {rank} of those waiting (recommended as {order}, applied on {applied}), the seats are taken",
    ),
    "reason_district_seats_taken": (
        "符合条件；排在第 {rank} 位候补（推荐次序 {order}，申报 {applied}），本区名额已满",
        "eligible; {rank} of those waiting (recommended as {order}, applied on {applied}), its district's seats are taken",
    ),
    "reason_window": ("符合条件；所报批次还没有开始", "eligible; its batch has not begun"),
    "reason_retry_later": (
        "本批评估未通过，已整改闭环，可在下一批再报",
        "refused in this batch and rectified: may come in the next",
    ),
    "reason_late_waits": (
        "符合条件；名册冻结后新建，并入最后一批",
        "eligible; founded after the register was frozen, goes into the last batch",
    ),
    "reason_waived": ("；{items} 按豁免处理", "; waived: {items}"),
    "waivers": ("豁免（{count} 条）", "Waivers ({count})"),
    "waiver_line": (
        "{code} {school}　{id}〔{state}〕{start}—{until}，{approver}批准：{reason}",
        "{code} {school} {id} [{state}] {start}—{until}, approved by {approver}: {reason}",
    ),
    "waiver_used": ("生效", "in use"),
    "waiver_unused": ("用不着", "waives nothing"),
    "waiver_expired": ("已过期", "expired"),
    "waiver_not_yet": ("未到期", "not begun"),
    "waiver_unknown_school": ("没有这所学校", "no such school"),
    "waiver_unreported": ("学校未报送", "school not reported"),
    "sheet_answers": ("口径", "Answers"),
    "answers": (
        "口径：原文没有写明、本项目缺省的各项",
        "Answers that the documents do not give: defaults of this project",
    ),
    "answers_line": (
        "口径 {count} 项原文没有写明，取本项目缺省，可改；schoolstd explain {first} 等说明理由。",
        "Answers that the documents do not give, defaults of this project: {count}; see schoolstd explain {first} and so on.",
    ),
    "col_question_id": ("编号", "Id"),
    "col_question": ("问题", "Question"),
    "col_answer": ("现行答案", "Answer in force"),
    "col_reason": ("理由", "Reason"),
    "answer_listed": ("{value}：{title}", "{value}: {title}"),
    "sheet_waivers": ("豁免", "Waivers"),
    "col_waiver": ("豁免", "Waiver"),
    # ── in a school's own report ──
    "section": ("{programme}：能否认定", "{programme}: recognition"),
    "eligible": ("符合{batch}的条件，建议认定。", "Eligible for: {batch}."),
    "ineligible": ("暂不符合{batch}的条件，还有 {count} 项：", "Not eligible for {batch} yet; in the way: {count}"),
    "none_left": ("不再参加批次认定：", "Not up for any batch:"),
    "route": ("最近的路：做到下面 {count} 项就符合，缺一不可：", "The nearest route: these {count}, all of them:"),
    "route_all": ("理由里的各项都做到", "all that stands under “Why”"),
    "honour_yes": ("符合{honour}的条件，供评选参考。", "May be chosen: {honour}."),
    "honour_no": ("暂不符合{honour}的条件，还有 {count} 项：", "Not up for {honour} yet; in the way: {count}"),
    "listed": ("{list}：{answer}（只作参考）", "{list}: {answer} (for reference only)"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "review_section": ("复审", "Re-review"),
    "review_line": ("{state}，自 {since} 起", "{state}, since {since}"),
    "review_unread": (
        "名册的{columns}读不出来，没有计入，状态待核；只按其余各栏：",
        "the register's {columns} cannot be read and does not count, so the state is in doubt; by its other columns alone: ",
    ),
    "review_next": ("；下次复审 {date}", "; next review {date}"),
    "review_trigger": ("；触发：{trigger}", "; called for by: {trigger}"),
    "review_self_check": ("；应在 {date} 前自查", "; self-check by {date}"),
    "review_overdue": ("（已逾期）", " (overdue)"),
    "review_deadline": ("；整改期限 {date}", "; to be put right by {date}"),
    # ── an open question, explained ──
    "explain_question": (
        "达标方案 {programme} 的参数 {parameter}（{id}）",
        "Parameter {parameter} ({id}) of {programme}",
    ),
    "explain_answer": ("答案：{answer}", "Answer: {answer}"),
    "explain_in_force": ("现行：{value}：{meaning}", "In force: {value}: {meaning}"),
    "explain_answer_taken": ("本项目的缺省答案：{answer}", "This project's default answer: {answer}"),
    "explain_where": ("在哪里实现：{where}", "Carried out in: {where}"),
    "explain_options": ("可选：", "It may be:"),
    "explain_option": ("{value}：{title}", "{value}: {title}"),
    "form_pass_rule": ("duty_ 后面是百分数，1 到 100。", "After duty_ comes a percentage from 1 to 100."),
    "form_date": ("填日期，写成 YYYY-MM-DD。", "A date, written as YYYY-MM-DD."),
    "form_months": ("填月数，1 到 999。", "A number of months from 1 to 999."),
    "form_days": (
        "填两个天数：查实否决的/必达指标的，各 1 到 999。",
        "Two numbers of days, for a veto and for a mandatory indicator, each from 1 to 999.",
    ),
    "explain_self_check": (
        "每隔 {months} 个月自查一次（review.self_check_months）。",
        "A self-check every {months} months (review.self_check_months).",
    ),
    "explain_change": (
        "在 {file} 里改这一项的 default 就改了做法。",
        "Change the default of this question in {file} to change it.",
    ),
    "explain_reason": (
        "原文没有写明，本项目缺省；理由：{reason}",
        "The documents do not say; why this default: {reason}",
    ),
    # ── the batch report ──
    "batch_title": ("{programme}　批次建议", "{programme}: advice on batches"),
    "batch_day": ("评定日期 {date}　名册 {register}", "Judged on {date}; register {register}"),
    "no_register": ("（没有给出）", "(none given)"),
    "overview": ("总体", "Overview"),
    "total_line": (
        "冻结名册 {total} 所，现有 {present} 所。当前：{phase}。",
        "Schools in the frozen register: {total}; present: {present}. Now: {phase}.",
    ),
    "no_phase": ("方案之外", "outside the programme"),
    "rule_line": (
        "合格线 {rule}；份额 {mode}；先后：{order}，不看任何成绩。",
        "Pass rule {rule}; shares {mode}; order: {order}; never results.",
    ),
    "col_batch": ("批次", "Batch"),
    "col_plan": ("计划", "Plan"),
    "col_open": ("可用", "Open"),
    "col_counted": ("已占", "Taken"),
    "col_short": ("差额", "Short"),
    "col_window": ("窗口", "Window"),
    "col_district": ("区", "District"),
    "col_code": ("学校代码", "School code"),
    "col_school": ("学校名称", "School"),
    "col_number": ("序号", "No."),
    "col_why": ("理由", "Why"),
    "col_order": ("推荐次序", "Recommended as"),
    "col_applied": ("申报日期", "Applied on"),
    "col_recommended": ("推荐日期", "Recommended on"),
    "col_recognised": ("认定日期", "Recognised on"),
    "col_route": ("最近的路", "Nearest route"),
    "col_place": ("位置", "Place"),
    "col_problem": ("问题", "Problem"),
    "placed": ("拟认定名单：{batch}（{count} 所）", "Proposed for recognition, {batch} ({count})"),
    "short": (
        "低于计划：计划可用 {open} 所，现有 {counted} 所，差 {short} 所，余额转入下一批。",
        "Below plan: {open} seats, {counted} taken, {short} left; they pass on to the next batch.",
    ),
    "short_last": (
        "低于计划：计划可用 {open} 所，现有 {counted} 所，差 {short} 所。",
        "Below plan: {open} seats, {counted} taken, {short} left.",
    ),
    "over": (
        "{batch}：到这一批为止，已占的名额比计划多 {over} 所，后面的批次要相应减少。",
        "{batch}: up to this batch {over} more have been taken than planned; later batches have as many less.",
    ),
    "waiting": ("候下批（{count} 所）", "Waiting for a later batch ({count})"),
    "ineligible_list": ("不符合及原因（{count} 所）", "Not eligible, and why ({count})"),
    "unmet_list": (
        "未达清单（{count} 所）：批次已结束，继续整改",
        "Not recognised in any batch ({count}); to go on putting right",
    ),
    "unreported": ("未报送（{count} 所）", "Not reported ({count})"),
    "unreported_why": ("没有可用的工作簿", "no usable workbook has come in"),
    "late": ("名册冻结后新建（{count} 所，另列，并入最后一批）", "Founded after the register was frozen ({count})"),
    "gone": ("撤并（{count} 所，留痕）", "Closed ({count}), for the record"),
    "late_why": ("{date} 建校", "founded on {date}"),
    "gone_why": ("{date} 撤并", "closed on {date}"),
    "seats_reference": (
        "各区参考名额（最大余数法，只作参考，不是硬指标）",
        "Reference seats by district (largest remainder; not a quota)",
    ),
    "seats_hard": ("各区名额（最大余数法，各区不能超过）", "Seats of the districts (largest remainder; a limit)"),
    "round_chosen": ("{honour}：符合条件（{count} 所，供评选）", "{honour}: may be chosen ({count})"),
    "round_over": ("{honour}：符合条件但超出名额（{count} 所）", "{honour}: over the limit ({count})"),
    "round_others": ("{honour}：已认定而暂不符合（{count} 所）", "{honour}: recognised, not eligible ({count})"),
    "reviews": ("复审（{count} 所）", "Re-review ({count})"),
    "register_problems": (
        "名册、学校代码的问题（{count} 个）",
        "Problems of the register and of school codes ({count})",
    ),
    "doubled": (
        "同一学校的几个文件（{count} 所，取填报日期最晚的）",
        "Several files of one school ({count}; the latest date of the form counts)",
    ),
    "doubled_line": ("用 {used}，没有用 {others}", "used {used}, not used {others}"),
    "doubled_same_day": (
        "；{files} 与它填报日期相同（或都没有填），是按文件名取后一个的，请核对",
        "; {files} has the same date (or neither has one): the last by file name was taken, please check",
    ),
    "own_problems": (
        "名册的问题（本校的和整张表的，{count} 个）",
        "Problems of the register (of this school and of the whole: {count})",
    ),
    "problems_elsewhere": (
        "名册里别的行还有 {count} 个问题，用 schoolstd batch 或 district 可以看到。",
        "Problems in other rows of the register: {count}; schoolstd batch or district lists them.",
    ),
    "failures": ("不能用的文件（{count} 个）", "Files that cannot be used ({count})"),
    "none": ("（无）", "(none)"),
    "footer": (
        "名单是建议，认定由教育行政部门作出。{disclaimer}",
        "These lists are advice; recognition is the authorities' to give. {disclaimer}",
    ),
    # ── the workbook ──
    "sheet_overview": ("总体", "Overview"),
    "sheet_placed": ("拟认定 {batch}", "Proposed {batch}"),
    "sheet_waiting": ("候下批", "Waiting"),
    "sheet_ineligible": ("不符合及原因", "Not eligible"),
    "sheet_unreported": ("未报送", "Not reported"),
    "sheet_outside": ("新建与撤并", "New and closed"),
    "sheet_round": ("先进校", "Model schools"),
    "sheet_reviews": ("复审", "Re-review"),
    "sheet_files": ("问题与文件", "Problems"),
    "page": ("第 &P 页，共 &N 页", "Page &P of &N"),
    "sign": (
        "经办人（签字）：　　　　　　　　审核人（签字）：　　　　　　　　负责人（签字）：",
        "Prepared by:                              Checked by:                              Approved by:",
    ),
    "seal": (
        "单位（盖章）：　　　　　　　　　　　　　　　　日期：　　　　年　　月　　日",
        "Authority (seal):                                                        Date:",
    ),
    "list": ("；", "; "),
    "items": ("、", ", "),
    "order_recommendation": (
        "区推荐次序、申报日期、学校代码",
        "district recommendation, application, school code",
    ),
    "order_application": ("申报日期、区推荐次序、学校代码", "application, district recommendation, school code"),
    "mode_planned": ("按计划数，不超", "as planned, never more"),
    "mode_open": ("不设上限", "without a limit"),
    "rule_all_met": ("适用条款全部达标", "every applicable clause met"),
    "rule_duty": ("各项职责不低于 {percent}%", "each duty at least {percent} %"),
}


def sentence(key: str, lang: str, **values: object) -> str:
    """A text in a language, with values."""
    return SENTENCES[key][lang == "en"].format(**values)


def waiver_sentence(told: ToldWaiver, lang: str) -> str:
    """A waiver in one line: whose and for what, what it does, its dates, approver and reason."""
    each = told.waiver
    values = {"code": each.school, "school": told.name, "id": each.indicator, "start": each.from_}
    values |= {"until": each.until, "approver": each.approver, "reason": each.reason}
    return sentence("waiver_line", lang, state=sentence(f"waiver_{told.state}", lang), **values)


MOST_APART = 2
"""So many ids in a row are named one by one."""


LONG_NUMBER = 9
"""An id with more digits is none that anybody counts by."""


def runs(items: Iterable[str]) -> list[list[str]]:
    """Ids in their order, those together whose numbers follow on each other: N01, N02, B1-03, B1-04 are two runs."""
    found: list[list[str]] = []
    for item in items:
        last = found[-1][-1] if found else ""
        if last and item == _next(last):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _next(id_: str) -> str:
    """The id after one that ends in a number; an empty text for any other."""
    head = id_.rstrip("0123456789")
    digits = id_[len(head) :]
    return f"{head}{int(digits) + 1:0{len(digits)}}" if 0 < len(digits) < LONG_NUMBER else ""


class ProgrammeWords:
    """The sentences of a programme in one language, with the names that its catalogs and the programme itself give."""

    def __init__(self, programme: Programme, catalogs: Sequence[Catalog], lang: str = "zh") -> None:
        self.programme, self.catalogs, self.lang = programme, catalogs, lang

    def say(self, key: str, **values: object) -> str:
        """A text, with values."""
        return sentence(key, self.lang, **values)

    def name(self, item: object) -> str:
        """The title of anything that has one in both languages."""
        return str(getattr(item, "title_en" if self.lang == "en" else "title"))

    @property
    def disclaimer(self) -> str:
        """What the programme says of its own sources."""
        own = self.programme
        return (own.disclaimer_en if self.lang == "en" else "") or own.disclaimer

    def part(self, id_: str) -> str:
        """The name of a batch, a round, a state or a trigger; an unknown id stays as it is."""
        own = self.programme
        known: tuple[Any, ...] = (*own.batches, *own.honours, *own.review.states, *own.review.triggers)
        return next((self.name(each) for each in known if each.id == id_), id_)

    def subject(self, id_: str) -> str:
        """An indicator's id and title, a duty's title, or the name of a part of the programme."""
        for catalog in self.catalogs:
            if id_ in catalog.indicators:
                return f"{id_} {self.name(catalog.indicators[id_])}"
            if id_ in catalog.duties:
                return self.name(catalog.duties[id_])
        lists = {honour.reference: honour for honour in self.programme.honours if honour.reference}
        return self.list_name(lists[id_]) if id_ in lists else self.part(id_)

    def list_name(self, honour: Honour) -> str:
        """The list that is shown beside a round of model schools."""
        return (honour.reference_en if self.lang == "en" else "") or honour.reference

    def obstacle(self, obstacle: Obstacle) -> str:
        """What is in the way, in a few words."""
        values = {"subject": self.subject(obstacle.subject), "lacking": obstacle.lacking}
        return self.say(f"obstacle_{obstacle.code}", **values) + self._items(obstacle)

    def _items(self, obstacle: Obstacle) -> str:
        """Which ones are lacking or in the way, in brackets; an empty text when that goes without saying."""
        if not obstacle.items:
            return ""
        items = self.say("items").join(self._runs(obstacle.items))
        if obstacle.lacking > len(obstacle.items):
            items = self.say("items_more", items=items)
        return self.say("items_duty_below" if obstacle.code == "duty_below" else "items_of", items=items)

    def _runs(self, items: Sequence[str]) -> Iterator[str]:
        """Items as they are, but three and more ids with numbers that follow on each other as the first and the last."""
        for run in runs(items):
            if len(run) > MOST_APART:
                yield self.say("items_run", first=run[0], last=run[-1])
            else:
                yield from run

    def obstacles(self, obstacles: Sequence[Obstacle]) -> str:
        """Several of them in one text."""
        return self.say("list").join(self.each(obstacles))

    def each(self, obstacles: Sequence[Obstacle]) -> list[str]:
        """Each of them in a few words; the gaps, which there may be many of, as one list of ids."""
        gaps = [each.subject for each in obstacles if each.code == "gap"]
        first = [self.say("gaps", count=len(gaps), items=self.say("items").join(gaps))] if gaps else []
        return [*first, *(self.obstacle(each) for each in obstacles if each.code != "gap")]

    def waived(self, eligibility: Eligibility | None) -> str:
        """Which indicators count as waived, to be put behind a reason; an empty text for none."""
        ids = eligibility.waived if eligibility else ()
        return self.say("reason_waived", items=self.say("items").join(ids)) if ids else ""

    def waiver(self, told: ToldWaiver) -> str:
        """A waiver in one line."""
        return waiver_sentence(told, self.lang)

    def text(self, item: object, field: str) -> str:
        """A text of an item that has it in both languages."""
        return str(getattr(item, f"{field}_en" if self.lang == "en" else field))

    def answer(self, question: Question) -> str:
        """The answer in force: of a listed one its meaning too."""
        titles = {option.value: self.name(option) for option in question.options}
        value = question.default
        return self.say("answer_listed", value=value, title=titles[value]) if value in titles else value

    def rule(self) -> str:
        """The pass rule."""
        rule = self.programme.parameter("pass_rule")
        name, _, percent = rule.partition("_")
        return self.say("rule_duty", percent=percent) if name == "duty" else self.say("rule_all_met")

    def review(self, state: ReviewState) -> str:
        """A school's state in re-review, and what comes next."""
        text = self.say("review_line", state=self.part(state.state), since=state.since)
        if state.unread:
            columns = self.say("items").join(map(self._column, state.unread))
            text = self.say("review_unread", columns=columns) + text
        if state.trigger:
            text += self.say("review_trigger", trigger=self.part(state.trigger))
        if state.deadline:
            return text + self.say("review_deadline", date=state.deadline) + self._overdue(state, "deadline")
        text += self.say("review_next", date=state.next_due) if state.next_due else ""
        if not state.self_check:
            return text
        return text + self.say("review_self_check", date=state.self_check) + self._overdue(state, "self_check")

    def _column(self, key: str) -> str:
        """The heading of a column of the register, in quotation marks."""
        from schoolstd.workbook.layout import REGISTER

        column = next(each for each in REGISTER.columns if each.key == key)
        return f"“{self.name(column)}”"

    def _overdue(self, state: ReviewState, what: str) -> str:
        return self.say("review_overdue") if what in state.overdue else ""
