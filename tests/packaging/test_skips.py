"""In CI a skip is a failure."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"

IN_A_TEST = "import pytest\ndef test_a():\n    pytest.skip('needs Xvfb')\n"
BY_A_MARK = "import pytest\n@pytest.mark.skip(reason='needs Xvfb')\ndef test_a(): pass\n"
WHOLE_FILE = "import pytest\npytest.skip('needs Xvfb', allow_module_level=True)\n"
EXPECTED_TO_FAIL = "import pytest\n@pytest.mark.xfail\ndef test_a(): assert 0\n"


def run(folder: Path, test: str, no_skip: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)],
        env=dict(os.environ, KIOSK_NO_SKIP=no_skip),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("test", [IN_A_TEST, BY_A_MARK, WHOLE_FILE])
def test_a_skip_fails_the_run_where_none_is_allowed(tmp_path: Path, test: str) -> None:
    done = run(tmp_path, test, "1")
    assert done.returncode != 0
    assert "needs Xvfb" in done.stdout


@pytest.mark.parametrize(
    ("test", "no_skip"), [(IN_A_TEST, ""), (BY_A_MARK, ""), (EXPECTED_TO_FAIL, "1")]
)
def test_elsewhere_a_skip_is_a_skip(tmp_path: Path, test: str, no_skip: str) -> None:
    assert run(tmp_path, test, no_skip).returncode == 0
