"""What no case can show, written down once more, so that none of it changes unseen: levels, and the lists of parameters."""

from __future__ import annotations

LEVELS: dict[str, dict[str, str]] = {
    "national": {
        "recommended": """
            N03.class_spread N30.cooperation N35.teachers_signed_conduct N38.wellbeing_activities_per_term
            N43.it_teaching_case N44.teachers_with_dev_plan N46.external_training_record
            N47.learning_community_formed N50.practice_modes N51.subject_practice N54.methods_used
            N71.school_feature_record N75.charter_reviewed N78.audit_findings_settled N84.student_congress
            N85.committee_meetings N87.supported_activity
        """,
        "record": """
            N40.lessons_observed_per_teacher_term N73.festival_types
        """,
        "decisive": """
            N65.hazards_fixed_or_reported
        """,
    },
    "beijing": {
        "recommended": """
            B0-03.overdue B0-04.study_record B5-09.smart_campus V-01-2.course_outline V-01-2.electives
            V-01-2.feature V-01-3.new_methods V-07-1.course_sharing V-07-1.staff_exchange V-07-1.group_culture
            V-07-2.dual_teacher_lessons V-10-1.visits_on_list V-12-2.leadership_model
        """,
        "record": """
            B1-04.large_classes B1-04.very_large_classes
            B2-03.fitness_trend B5-09.bandwidth B5-09.terminals V-01-2.cross_subject V-01-2.own_schedule
            V-02-1.self_appointed V-02-2.middle_leaders_appointed V-02-2.middle_leader_selection
            V-02-4.competition_forms V-04-1.incidents_verified V-05-2.research_team V-05-4.bonus_range
            V-05-5.recuperation_places V-07-2.lessons_given V-10-1.role_model_visits V-12-2.party_members V-13-2.advice_sources
            V-15-1.external_tasks_listed
        """,
        "decisive": """
            B5-04.concealed V-04-1.ranking_incidents
        """,
    },
    "district": {
        "recommended": """
            D-02.connotation_share D-21.value_added D-22.flexible_hiring D-22.joint_training D-29.innovation_cases
            D-32.leadership_model_plan
        """,
        "record": """
            D-08.schools_visited D-11.overdue_reviews D-12.disabled_admitted D-15.leaders_contracted
            D-15.vice_heads_self_appointed D-16.leader_vacancies D-17.training_budget D-19.transfer_record
            D-19.teachers_follow_pupils D-22.facilities_shared D-22.lead_schools_helping D-22.new_quality_schools
            D-24.lead_rewards D-26.plan_progress D-29.principal_awards D-32.school_inspections D-32.tasks_off_list
            D-32.rules_consistent
        """,
        "decisive": """
            D-13.ranking_incidents
        """,
    },
    "city": {
        "recommended": """
            C-02.connotation_share C-12.value_added C-14.donation_use_study C-17.housing_coordination
            C-22.film_comic C-23.cross_district_groups
        """,
        "record": """
            C-07.schools_visited C-08.law_demo_schools C-14.donations C-15.students_change C-15.teachers_change
            C-16.land_supply C-19.award_interval C-20.fund_progress C-22.practice_courses C-22.social_input
            C-23.groups C-23.zones C-23.schools_covered
        """,
        "decisive": """
        """,
    },
}
"""The checks of each catalog that are not simply required."""

SUBJECTS: dict[str, dict[str, str]] = {
    "required_subjects": {
        "道德与法治": "123456789",
        "语文": "123456789",
        "数学": "123456789",
        "科学": "12345",
        "体育与健康": "123456789",
        "艺术": "123456789",
        "劳动": "123456789",
        "综合实践活动": "123456789",
        "外语": "3456789",
        "信息科技": "345678",
    },
    "six_three_subjects": {
        "科学": "6",
        "历史": "789",
        "地理": "78",
    },
    "science_separate_subjects": {
        "科学": "123456",
        "生物学": "78",
        "物理": "89",
        "化学": "9",
    },
    "science_combined_subjects": {
        "科学": "123456789",
    },
}
"""Which grades have which subject, by parameter; the same order of subjects does not matter."""
