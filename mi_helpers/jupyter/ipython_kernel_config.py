# Makes %%response known to every notebook of this environment, so that a student who starts with a response cell is
# told which cell to run first, and not that a magic was not found.
c.InteractiveShellApp.extensions = ["mi_helpers.response"]  # type: ignore[name-defined]  # noqa: F821
