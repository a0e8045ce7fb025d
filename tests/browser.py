"""Drives a real browser: one isolated JupyterLab for all tests, and a Chromium for each test file.

The server reads nothing of the user's own: its settings, workspaces and kernels' profiles lie in a
temporary folder. It does find what this Python environment holds under share/jupyter, which is
where the package puts its own extension and settings.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
SCREENSHOTS = Path(__file__).parent / "screenshots"

_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
_CHROMIUM_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the course needs no network
    "--no-first-run",
    "--no-sandbox",  # Chromium's sandbox does not start for root, as in most CI containers
]
_START_SECONDS = 60

# The indicator says "idle" before there is a kernel, so ask the notebook itself.
_NOTEBOOK_READY = """async (kernel) => {
    const panel = window.jupyterapp.shell.currentWidget;
    const ready = async () => {
        await panel.context.ready;
        await panel.revealed;
        if (kernel) {
            await panel.sessionContext.ready;
            await panel.sessionContext.session.kernel.info;
        }
    };
    // Lab waits for ever where it asks which kernel to take; evaluate() has no time limit of its own.
    const tooLate = new Promise((_, fail) =>
        setTimeout(() => fail(new Error("The notebook was not ready within 60 seconds.")), 60000));
    await Promise.race([ready(), tooLate]);
}"""
_NOTEBOOK_OPEN = """(path) => {
    const app = window.jupyterapp;
    return app?.shell?.currentWidget?.context?.path === path;
}"""
_SET_THEME = """(name) =>
    window.jupyterapp.commands.execute('apputils:change-theme', { theme: name })
"""
_THEME_SHOWS = """(theme) =>
    document.body.dataset.jpThemeLight === String(theme === 'light')
    && !document.getElementById('jupyterlab-splash')
"""


@dataclass
class Lab:
    """A running JupyterLab with a browser.

    `root` is the folder that the server shows, `url` its address without a slash at the end, and
    `token` lets a browser in. Pages that `open` made are closed with the test file, or earlier with
    `page.context.close()`.
    """

    url: str
    token: str
    root: Path
    browser: Browser

    def open(
        self,
        notebook: Path,
        *,
        theme: Theme = "light",
        width: int = 1280,
        height: int = 900,
        kernel: bool = True,
    ) -> Page:
        """Opens a copy of a notebook in JupyterLab, and returns the page once it is ready to use.

        `kernel=False` does not wait for the kernel. `width` and `height` are in CSS pixels. Raises
        playwright's TimeoutError where Lab does not get ready.
        """
        folder = Path(tempfile.mkdtemp(prefix="opened-", dir=self.root))
        shutil.copy(notebook, folder)
        return self.visit(f"{folder.name}/{notebook.name}", theme=theme, width=width, height=height, kernel=kernel)

    def visit(
        self, path: str, *, theme: Theme = "light", width: int = 1280, height: int = 900, kernel: bool = True
    ) -> Page:
        """The same for a notebook that lies below `root` already; its kernel goes on, where it has one."""
        page = self.context(width=width, height=height).new_page()
        page.goto(f"{self.url}/lab/tree/{path}?reset&token={self.token}")
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)")
        page.wait_for_function(_NOTEBOOK_OPEN, arg=path)
        page.evaluate(_NOTEBOOK_READY, kernel)
        set_theme(page, theme)  # the server keeps a theme, so an earlier one may be on
        return page

    def context(self, *, width: int, height: int) -> BrowserContext:
        """Returns a fresh browser profile, as a visitor's first visit; sizes in CSS pixels."""
        context = self.browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(20_000)
        return context


def set_theme(page: Page, theme: Theme) -> None:
    """Gives Lab its light or dark theme, and waits until it shows."""
    page.evaluate(_SET_THEME, f"JupyterLab {theme.title()}")
    page.wait_for_function(_THEME_SHOWS, arg=theme)


def find_chromium() -> str:
    """Returns the path of this computer's Chromium, or skips the test with what to install."""
    for name in _CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    pytest.skip(f"no browser: install one of {', '.join(_CHROMIUM_NAMES)} to run the browser tests")


@dataclass(frozen=True)
class Server:
    """A running JupyterLab: see `Lab` for the fields."""

    url: str
    token: str
    root: Path


@contextlib.contextmanager
def serve(home: Path, root: Path) -> Iterator[Server]:
    """A JupyterLab that shows `root` and was started there; what is its own lies in `home`."""
    token = secrets.token_hex(16)
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    command = [
        sys.executable,
        *("-m", "jupyterlab", "--no-browser", "--allow-root"),
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={root}",
        f"--IdentityProvider.token={token}",
        "--LabApp.expose_app_in_browser=True",
        "--JupyterNotebookApp.expose_app_in_browser=True",
    ]
    with (home / "lab.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, env=_isolated(home), stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_up(process, f"{url}/api/status?token={token}", home / "lab.log")
            yield Server(url, token, root)
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextlib.contextmanager
def browse(server: Server) -> Iterator[Lab]:
    """A Chromium for a server."""
    chromium = find_chromium()
    with (
        sync_playwright() as playwright,
        contextlib.closing(playwright.chromium.launch(executable_path=chromium, args=_CHROMIUM_FLAGS)) as browser,
    ):
        yield Lab(server.url, server.token, server.root, browser)


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One JupyterLab for the whole session, which starts when the first test asks for it."""
    find_chromium()  # or skip, before anything is started
    home = tmp_path_factory.mktemp("lab")
    root = home / "root"
    root.mkdir()
    with serve(home, root) as server:
        yield server


@pytest.fixture(scope="module")
def lab(lab_server: Server) -> Iterator[Lab]:
    """JupyterLab with a browser, for one test file.

    Not for the whole session: while Playwright is there, an asyncio loop counts as running in this
    thread, and tests that start one of their own (nbclient, nbgrader) would fail.
    """
    with browse(lab_server) as lab:
        yield lab


def _isolated(home: Path) -> dict[str, str]:
    ours = {
        "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "MI_HELPERS_DATA": "practice",
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    environment |= {name: str(home / folder) for name, folder in ours.items()}
    environment["JUPYTER_PREFER_ENV_PATH"] = "1"
    return environment


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_up(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start. Its log ends:\n{log.read_text()[-3000:]}")
