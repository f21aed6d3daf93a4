"""The shareable report: one HTML file, or markdown."""

from __future__ import annotations

from commitrack.views.report.document import write_markdown, write_series_markdown
from commitrack.views.report.material import Material
from commitrack.views.report.page import write_html, write_series_html

__all__ = ["Material", "write_html", "write_markdown", "write_series_html", "write_series_markdown"]
