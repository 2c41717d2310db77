"""Mutants that are no change at all: nothing that a school could report tells them from the rule. Each has its reason.

A name that is noticed after all, or that no mutant has, makes the test fail: take it out."""

from __future__ import annotations

BELOW = "no figure lies below 0, so that 0 and at most 0 are one"
ZERO = "the condition beside it keeps a whole of 0 out, or in"
DATE = "another date of the same rule already keeps that day out, or in"

EQUIVALENT: dict[str, dict[str, tuple[str, ...]]] = {
    "national": {
        BELOW: (
            "N02.entrance_exams_held: op == → <=",
            "N02.admissions_by_certificate: op == → <=",
            "N02.early_admissions: op == → <=",
            "N03.key_classes: op == → <=",
            "N04.unauthorised_fees: op == → <=",
            "N05.phantom_rolls: op == → <=",
            "N06.dropouts_registered: checks[0].op == → <=",
            "N06.dropouts: op == → <=",
            "N25.homework_g1_2: op == → <=",
            "N36.corporal_punishment_cases: op == → <=",
            "N36.pupil_humiliation_cases: op == → <=",
            "N36.gift_cases: op == → <=",
            "N36.paid_tutoring_cases: op == → <=",
            "N48.textbooks: op == → <=",
            "N48.ahead_of_syllabus: op == → <=",
            "N55.punitive: op == → <=",
            "N58.rankings: op == → <=",
            "N58.exams_g1_2: op == → <=",
            "N62.major_safety_accidents: op == → <=",
        ),
        ZERO: (
            "N07.supported_struggling: if_zero missing → skipped",
            "N09.iep_students: if_zero skipped → missing",
            "N65.hazards_fixed_or_reported: checks[0].if_zero missing → skipped",
        ),
        DATE: (
            "N60.books: effective.from_ 2018-05-28 → 2018-05-27",
            "required_subjects: from 2022-09-01 → 2022-08-31",
            "six_three_subjects: from 2022-09-01 → 2022-08-31",
            "science_separate_subjects: from 2022-09-01 → 2022-08-31",
            "science_combined_subjects: from 2022-09-01 → 2022-08-31",
            "books_per_pupil_primary: from 2018-05-28 → 2018-05-27",
            "books_per_pupil_junior: from 2018-05-28 → 2018-05-27",
        ),
    },
    "beijing": {
        BELOW: (
            "B0-03.overdue: op == → <=",
            "B1-06.forced_orders: op == → <=",
            "B5-01.refused: op == → <=",
            "B5-04.concealed: op == → <=",
            "B5-08.food_incidents: then.op == → <=",
            "V-02-3.contracts_unsigned: op == → <=",
            "V-03-1.unapproved_spending: op == → <=",
            "V-04-1.ranking_incidents: op == → <=",
        ),
        ZERO: (
            "V-02-1.filed: if_zero missing → skipped",
            "V-02-3.recruitments_filed: if_zero missing → skipped",
            "V-03-2.donations_accounted: if_zero missing → skipped",
            "V-09-1.buildings_checked: checks[0].if_zero missing → skipped",
        ),
    },
    "district": {
        BELOW: (
            "D-11.overdue_reviews: op == → <=",
            "D-12.disabled_refused: op == → <=",
            "D-13.ranking_incidents: op == → <=",
            "D-14.entry_off_list: op == → <=",
            "D-16.leader_vacancies: op == → <=",
            "D-31.role_model_off_list: op == → <=",
            "D-32.tasks_off_list: op == → <=",
        ),
        ZERO: (
            "D-09.recognised_after_procedure: if_zero missing → skipped",
            "D-09.recognised_on_ministry_basis: if_zero missing → skipped",
            "D-10.schools_helped: if_zero missing → skipped",
            "D-10.schools_followed_up: if_zero missing → skipped",
            "D-16.appointments_complete: if_zero missing → skipped",
            "D-22.remote_approved: if_zero missing → skipped",
            "D-27.new_pay_as_bonus: if_zero missing → skipped",
            "D-29.model_schools_publicised: if_zero missing → skipped",
        ),
        DATE: (
            "D-02.annual_plan_2020: effective.until 2020-12-31 → 2021-01-01",
            "D-02.std_budget_2020: effective.until 2020-12-31 → 2021-01-01",
            "D-02.budget_report_2020: effective.until 2020-12-31 → 2021-01-01",
        ),
    },
    "city": {
        BELOW: ("C-18.rural_allowance_rises: op == → <=",),
        DATE: (
            "C-20.fund: effective.from_ 2022-01-01 → 2021-12-31",
            "C-20.fund_payments: effective.from_ 2022-01-01 → 2021-12-31",
            "C-20.fund_progress: effective.from_ 2022-01-01 → 2021-12-31",
            "C-20.awardees_qualified: effective.from_ 2022-01-01 → 2021-12-31",
            "C-20.fund_roster: effective.from_ 2022-01-01 → 2021-12-31",
            "first_batch_share: from 2018-02-02 → 2018-02-01",
            "first_batch_share: from 2018-02-02 → 2018-02-03",
            "first_two_batches_share: from 2018-02-02 → 2018-02-01",
            "first_two_batches_share: from 2018-02-02 → 2018-02-03",
            "rural_fund_total: from 2021-01-01 → 2020-12-31",
            "rural_fund_total: from 2021-01-01 → 2021-01-02",
        ),
    },
}
