"""What was planted, gathered while it is planted, and written once as `truth.json`.

`docs/reference/demo-truth.md` explains every key.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Truth:
    """The truth of a region under construction. Files are named `path` or `path#sheet` from its folder."""

    seed: int
    scale: float
    layouts: dict[str, Json] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    planted: dict[str, Any] = field(default_factory=dict)
    tagged: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    party_pence: dict[str, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    # Party → its spellings → who uses them; a dictionary keeps the order they were first met in.
    mentions: dict[str, dict[tuple[str, str], dict[str, None]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    contract_pence: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def mention(self, party: str, text: str, site: str, publisher: str) -> None:
        """Notes that a publisher's files call a party, or a site of it, by this text."""
        self.mentions[party].setdefault((text, site), {})[publisher] = None

    def write(self, path: Path) -> None:
        """One JSON file, keys in the order they were planted, a value to a line where that helps a reader."""
        body = {
            "seed": self.seed,
            "scale": self.scale,
            "layouts": self.layouts,
            "files": self.files,
            **self.planted,
        }
        lines = [f"{json.dumps(key)}: {_say(value)}" for key, value in body.items()]
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _say(value: object) -> str:
    """JSON with one entry of a top-level list or object on each line."""
    dense = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    if isinstance(value, list):
        return "[\n" + ",\n".join(dense(entry) for entry in value) + "\n]"
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{dense(key)}:{dense(entry)}" for key, entry in value.items()) + "\n}"
    return dense(value)
