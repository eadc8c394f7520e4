"""The documents lead where they say they do."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")]
LINK = re.compile(r"\]\(([^)#]+)(#[^)]*)?\)")


def test_there_are_documents_to_check() -> None:
    assert len(PAGES) > 15


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    for target, _ in LINK.findall(page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_decision_is_listed() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    for record in (ROOT / "docs" / "decisions").glob("0*.md"):
        assert record.name in index


def test_every_command_is_mentioned_in_a_guide() -> None:
    guides = "".join(page.read_text("utf-8") for page in (ROOT / "docs" / "guide").glob("*.md"))
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    for command in re.findall(r"^## hundred (\w+)$", reference, re.MULTILINE):
        assert f"hundred {command}" in guides, f"no guide tells of `hundred {command}`"
