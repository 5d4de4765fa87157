"""Which job on an import is carried out by what."""

from typing import Final

from candidates.actions.imports.batches import CHECK, READ, RUN
from candidates.actions.imports.checking import run_check
from candidates.actions.imports.running import run_run
from candidates.actions.imports.staging import run_read

RUNNERS: Final = {READ: run_read, CHECK: run_check, RUN: run_run}
