# Each start of a kernel would print a warning about encryption, though its connections never leave this machine.
c.IPKernelApp.log_level = "ERROR"  # type: ignore[name-defined]  # noqa: F821

# Makes %%response known to every notebook of this environment, so that a student who starts with a response cell is
# told which cell to run first, and not that a magic was not found.
c.InteractiveShellApp.extensions = ["mi_helpers.response"]  # type: ignore[name-defined]  # noqa: F821
