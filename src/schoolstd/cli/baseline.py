"""`schoolstd baseline`: the present results, kept so that a later check tells only what is new or worse."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from schoolstd.assessment.assess import is_gap
from schoolstd.assessment.model import Assessment
from schoolstd.catalog.shelf import Shelf
from schoolstd.cli.finish import OK, UNUSABLE, explain_error, say, write_file
from schoolstd.cli.options import LANGS, catalog_named, one_of
from schoolstd.cli.waivers import WaiverFile
from schoolstd.errors import InputError, UsageError
from schoolstd.pipeline import assess_named, workbooks_in
from schoolstd.reports import Report, render
from schoolstd.wording import Words
from schoolstd.wording.formats import FormatWords

if TYPE_CHECKING:
    from schoolstd.cli.options import CheckOptions


def baseline(options: CheckOptions, output: str, force: bool) -> int:
    """Write the results of all files that can be used; 2 when one cannot, whose gaps then stay new.

    A baseline that is there is never replaced without `force`: that would accept every gap that has come since.
    """
    one_of(options.lang, LANGS, "bad_lang")
    if os.path.exists(output) and not force:
        raise UsageError("exists", {"path": output})
    as_of = options.day()
    files = workbooks_in(options.files, (output,))
    shelf = Shelf(catalog_named(options.catalog, options.entity), options.indicators)
    words, waivers = Words(options.lang), WaiverFile(options.waivers)
    done: list[Assessment] = []
    failed: list[InputError] = []
    for result in assess_named(files, shelf.choose, as_of):
        if isinstance(result, Assessment):
            done.append(result)
        else:
            failed.append(result)
            explain_error(result, words)
    done = waivers.applied(done)
    write_file(output, render("json", Report(done, [], words)))
    gaps = sum(is_gap(each) for assessment in done for each in assessment.indicators)
    say(FormatWords(options.lang).say("baseline_written", path=output, schools=len(done), gaps=gaps))
    return UNUSABLE if failed else OK
