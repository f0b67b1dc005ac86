"""Write docs/scenario.schema.json from the model, the shipped catalogue and the shipped pictures.

`python scripts/schema.py` writes it, with `--check` it only tells (exit 1) whether it is as the
program would write it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kiosk.scenario.json_schema import NAME, schema  # noqa: E402
from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: E402 - the checkout's own package
from kiosk.scenario.reading.library import shipped_pictures  # noqa: E402

FILE = ROOT / "docs" / NAME


def generated() -> str:
    """Give the schema as the file holds it."""
    catalogue, _ = load_catalogue(ROOT / "scenarios" / "catalogue")
    made = schema(catalogue, shipped_pictures(ROOT / "assets"))
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the schema, or check it."""
    new = generated()
    if "--check" not in sys.argv[1:]:
        FILE.write_text(new, encoding="utf-8")
        return 0
    same = FILE.is_file() and FILE.read_text(encoding="utf-8") == new
    if not same:
        print(f"docs/{NAME} 和格式对不上，请运行 python scripts/schema.py")
    return int(not same)


if __name__ == "__main__":
    sys.exit(main())
