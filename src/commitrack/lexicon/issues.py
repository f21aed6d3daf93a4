"""Issues: what joint statements are about, finer than the topics."""

from __future__ import annotations

from commitrack.lexicon.tables import read_table


def load_issues() -> dict[str, tuple[str, ...]]:
    """Read `issues.toml`: issue -> alternatives, each a few words of which all must stand in a commitment."""
    table: dict[str, str] = read_table("issues")["issues"]
    return {issue: tuple(words.strip() for words in row.split(";")) for issue, row in table.items()}
