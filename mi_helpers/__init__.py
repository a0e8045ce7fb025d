"""Practise Motivational Interviewing by writing: instant feedback on free text, offline, and the same in grading."""

from mi_helpers.assess import assess, assess_many
from mi_helpers.assessment import Assessment, Finding
from mi_helpers.bank import Exercise, load_exercises
from mi_helpers.skills import SKILLS, Skill

__all__ = ["SKILLS", "Assessment", "Exercise", "Finding", "Skill", "assess", "assess_many", "load_exercises"]
