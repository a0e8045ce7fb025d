"""What the course adds to nbgrader: filled-in prompts, checks before a release, safe handling of submissions.

Everything here is plugged in by ``nbgrader_config.py`` through nbgrader's own settings. Only :mod:`.course` and
:mod:`.commands` may be imported where nbgrader is not installed.

A submission is data. On its way from a student's file to a mark it passes :mod:`.collect` (only the student's own
files), :mod:`.reading` (only the text of cells), :mod:`.answers` (which cell answers what), :mod:`.rebuild` (the
instructor's notebook, from :mod:`.template`, with the student's words), :mod:`.execution` (the instructor's cells, in
this process) and :mod:`.marks` (the gradebook); :mod:`.autograde` does this for a class.
"""
