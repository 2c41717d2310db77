"""Links from the summary to workbooks: only to files below the folder that the summary is written to, by relative address."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from schoolstd.reports.district_xlsx.book import Link

if TYPE_CHECKING:
    from schoolstd.reports.district_report import DistrictReport

MOST = 60_000
"""Links that a sheet may have; Excel stops at 65,530."""
LONGEST = 2000
"""Characters of an address; Excel stops at 2,079."""
_ESCAPED = re.compile(r"[\x00-\x20\"#%:<>?\[\\\]^`{|}\x7f]")
"""What has a meaning in an address. Letters of any language stay as they are: that is how Excel itself writes them."""


def link_to(report: DistrictReport, file: str) -> Link | str:
    """A link to a workbook by the name that messages call it by; its name alone when it is not below the output."""
    path = report.paths.get(file)
    if not path or not report.folder:
        return file
    try:
        relative = os.path.relpath(os.path.realpath(path), os.path.realpath(report.folder))
        relative.encode()
    except ValueError:  # another drive, or a name that is no text
        return file
    parts = relative.split(os.sep)
    if parts[0] == os.pardir or os.path.isabs(relative):
        return file
    address = "/".join(_ESCAPED.sub(lambda found: f"%{ord(found[0]):02X}", part) for part in parts)
    return Link(f"external:{address}", file) if len(address) <= LONGEST else file
