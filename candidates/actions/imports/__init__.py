"""The import: from files to people, in steps that a person starts and a worker carries out.

What a page calls, in order; each deed takes the batch and `by`, and refuses with `ImportNotReady` out of turn:

    batch = start_import([Upload(name, content)], choices=Choices(origin), by=user)   # uploaded, the worker reads
    choose_mapping(file, {0: "name", 3: "email"}, by=user)  # of an `ImportFile` that is a table; remembered per source
    change_choices(batch, choices, by=user)                 # until it runs; what was checked is then to be checked anew
    check_import(batch, by=user)                            # the dry run: nothing outside the batch is written
    run_import(batch, by=user)
    undo_import(batch, by=user)                             # `batch.erasure` then waits for a second person
    cancel_import(batch, by=user)                           # before it ran: files and rows go at once

`latest_job(batch)` has the progress (`steps_done`, `steps_total`) and says when a worker gave up (`state`); the same
deed may then be asked again. `batch.failure` says why a batch is `failed`: `refusal_of(batch)` in words. The rows are
`batch.rows`; a page shows them by `state`, `reason` and `problems` (codes that `words_of_code` says), the cells of the
heading are those of the row in state `heading`. A person decides on waiting rows through `rows`. `error_file(file,
kind)` gives the refused rows of a table to correct and import again. Whom the
import made or changed stands in `batch.people`, and whom an undo left with the label of the store that tells why.
"""

from candidates.actions.imports.batches import (
    Choices,
    Upload,
    cancel_import,
    change_choices,
    check_import,
    choose_mapping,
    is_undoable,
    latest_job,
    refusal_of,
    run_import,
    start_import,
    undo_import,
)
from candidates.actions.imports.error_files import error_file
from candidates.actions.imports.words import words_of_code

__all__ = [
    "Choices",
    "Upload",
    "cancel_import",
    "change_choices",
    "check_import",
    "choose_mapping",
    "error_file",
    "is_undoable",
    "latest_job",
    "refusal_of",
    "run_import",
    "start_import",
    "undo_import",
    "words_of_code",
]
