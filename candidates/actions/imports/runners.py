"""Which job on an import is carried out by what."""

from typing import Final

from candidates.actions.imports.batches import CHECK, READ, RUN, UNDO
from candidates.actions.imports.checking import run_check
from candidates.actions.imports.running import run_run
from candidates.actions.imports.staging import run_read
from candidates.actions.imports.undoing import run_undo

RUNNERS: Final = {READ: run_read, CHECK: run_check, RUN: run_run, UNDO: run_undo}
