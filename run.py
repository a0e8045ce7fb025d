"""Set up and run the course with nothing but Python: ``python run.py lab``. ``make`` calls this too.

Only the standard library is used here, and nothing newer than old Pythons can read, so that whoever has an
old one gets told so.
"""

from __future__ import print_function

import hashlib
import os
import subprocess
import sys

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")
LOCK = os.path.join(ROOT, "requirements.lock")

HELP = """usage: python run.py COMMAND

  lab         install what a student needs and open the course in JupyterLab
  instructor  the same with nbgrader: release, collect, grade
  test        install everything, then lint, check types and run all tests
  release     regenerate exercises/ from solutions/
  notebooks   run the notebooks and refresh the outputs that the prose talks about
  format      format the code
  bench       compare the time that marking takes with stock nbgrader's
  lock        refresh the locked versions in requirements.lock
  clean       remove .venv
"""


def lab():
    install("")
    open_lab()


def instructor():
    install("instructor")
    open_lab()


def test():
    install("test")
    check([PYTHON, "-m", "ruff", "check"])
    check([PYTHON, "-m", "ruff", "format", "--check"])
    check([PYTHON, "-m", "mypy"])
    # A process a core; more than four would wait for the browser tests, which are all in one (tests/conftest.py).
    check([PYTHON, "-m", "pytest", "-n", "logical", "--maxprocesses", "4"])


def release():
    install("instructor")
    check([PYTHON, "-m", "mi_helpers.grading.release"])


def notebooks():
    install("test")
    check([PYTHON, "-m", "mi_helpers.notebooks"])


def format():
    install("test")
    check([PYTHON, "-m", "ruff", "check", "--fix"])
    check([PYTHON, "-m", "ruff", "format"])


def bench():
    install("test")
    check([PYTHON, os.path.join("tests", "bench_grading.py")])


def lock():
    make_venv()
    say("Looking up the newest versions that fit pyproject.toml ...")
    check([PYTHON, "-m", "pip", "install", "--quiet", "uv"])
    # --universal: one file for every platform and every Python from NEEDED on.
    check(
        [
            PYTHON,
            "-m",
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--universal",
            "--upgrade",
            "--extra",
            "test",  # which includes instructor; train is left out, see pyproject.toml
            "--no-annotate",
        ]
        + ["--python-version", "%d.%d" % NEEDED, "--custom-compile-command", "make lock"]
        + ["--no-emit-index-url", "--no-emit-find-links", "-o", "requirements.lock", "pyproject.toml"]
    )
    say("requirements.lock is fresh. Run the tests, then commit it.")


def clean():
    import shutil

    shutil.rmtree(VENV, ignore_errors=True)


def open_lab():
    say("Opening the course in your browser. To stop: press Ctrl+C here, then y.")
    # root_dir is the whole project, so that exercises/ can be reached from the file browser; the notebook is the
    # default_url, so that the address printed in the terminal leads there too.
    command = [PYTHON, "-m", "jupyterlab", "--ServerApp.root_dir=" + ROOT]
    command.append("--LabApp.default_url=/lab/tree/course/00_welcome.ipynb")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # as in containers, where Jupyter would refuse to start
    check(command)


def install(extra):
    """Install the package with an extra, at the locked versions, unless that has been done already."""
    make_venv()
    done = os.path.join(VENV, "installed")
    state = fingerprint()
    if read(done) in [name + " " + state for name in INCLUDED_IN[extra]]:
        return
    say("Installing. The first time takes a minute or two ...")
    write(done, "")  # whatever was there is not whole while pip works, nor after pip has been interrupted
    target = "." + ("[%s]" % extra if extra else "")
    pip_install(["-c", LOCK, "-e", target])
    write(done, (extra or "student") + " " + state)


def pip_install(arguments):
    """Run pip, showing one line of progress in place of its hundreds."""
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"] + arguments
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        errors="backslashreplace",
    )
    lines = []
    packages = 0
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Collecting "):
            packages += 1
            if sys.stdout.isatty():
                print("\r  %3d packages, now %-40s" % (packages, line.split()[1][:40]), end="")
            elif packages % 25 == 0:
                print("  %d packages ..." % packages)
            sys.stdout.flush()
        elif line.startswith("Installing collected"):
            say("\n  putting them in place ...")
    if process.wait() != 0:
        print("".join(lines[-15:]))
        sys.exit(
            "Installing did not work; pip's last words are above. If it could not reach the network, check the\n"
            "connection and run this again: it goes on where it was."
        )


# Which installs already hold what an extra asks for.
INCLUDED_IN = {"": ["student", "instructor", "test"], "instructor": ["instructor", "test"], "test": ["test"]}


def make_venv():
    """Make .venv, unless there is one that works. One from an interrupted run or a moved folder is made anew."""
    made_for = os.path.join(VENV, "made-for")
    here = os.path.realpath(ROOT)
    if has_pip() and read(made_for) in (None, here):
        return
    clean()
    say("Making a Python environment in .venv ...")
    if subprocess.call([sys.executable, "-m", "venv", VENV]) != 0:
        clean()
        sys.exit(
            "Python could not make the environment .venv. On Debian and Ubuntu, install its missing part with\n"
            "    sudo apt install python3-venv\nand run this again."
        )
    write(made_for, here)


def has_pip():
    """Whether .venv is whole: pip comes last, and is out of sight when the system's Python has been replaced."""
    try:
        return subprocess.call([PYTHON, "-c", "import pip"], env=environment(), stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def fingerprint():
    """Changes when what is to be installed changes; an edited notebook or module needs no new install."""
    digest = hashlib.sha256()
    for name in installed_files():
        with open(name, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def installed_files():
    yield os.path.join(VENV, "pyvenv.cfg")
    yield LOCK
    yield os.path.join(ROOT, "pyproject.toml")
    # What pip copies into the environment, also with -e: settings and the Lab extension.
    for folder, _, names in sorted(os.walk(os.path.join(ROOT, "mi_helpers", "jupyter"))):
        for name in sorted(names):
            yield os.path.join(folder, name)


def read(name):
    if not os.path.exists(name):
        return None
    with open(name) as file:
        return file.read()


def write(name, text):
    with open(name, "w") as file:
        file.write(text)


def check(command):
    """Run a command in the project's folder, with .venv's programs first, and stop when it fails."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment())
    while True:
        try:
            status = process.wait()
            break
        except KeyboardInterrupt:
            pass  # the command gets Ctrl+C too: JupyterLab asks whether to stop, and saves what it has to
    if status != 0:
        sys.exit(status)


def environment():
    """This process's variables, with .venv's programs first and nobody else's Python packages mixed in."""
    variables = dict(os.environ, PATH=BIN + os.pathsep + os.environ.get("PATH", ""), VIRTUAL_ENV=VENV)
    for name in ("PYTHONPATH", "PYTHONHOME"):
        variables.pop(name, None)
    return variables


def say(message):
    print(message)
    sys.stdout.flush()


COMMANDS = {f.__name__: f for f in (lab, instructor, test, release, notebooks, format, bench, lock, clean)}


def main(arguments):
    if sys.version_info < NEEDED:
        sys.exit(
            "The course needs Python %d.%d or newer, and this is Python %d.%d.\n"
            "Install a newer one from https://www.python.org/downloads/ and run this again with it:\n"
            "    make lab PYTHON=python3.12    or    python3.12 run.py lab" % (NEEDED + tuple(sys.version_info[:2]))
        )
    if arguments in ([], ["help"], ["-h"], ["--help"]):
        say(HELP)
        return
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        sys.exit(HELP)
    COMMANDS[arguments[0]]()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on.")
