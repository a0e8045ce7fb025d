"""What the course adds to nbgrader: filled-in prompts, checks before a release, safe handling of submissions.

Everything here is plugged in by ``nbgrader_config.py`` through nbgrader's own settings. Only :mod:`.course`
may be imported where nbgrader is not installed.
"""
