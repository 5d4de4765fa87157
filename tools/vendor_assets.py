"""Copy the browser files that we use out of npm packages into `static/vendor`, without a build step.

Run by a maintainer to upgrade: change the version in package.json, run `npm install --ignore-scripts`, run this,
look at the difference, commit. Users and checks need no Node: a test recomputes the hashes of what is committed.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
VENDOR: Final = ROOT / "static" / "vendor"
MANIFEST: Final = VENDOR / "MANIFEST.json"
SPRITE: Final = ROOT / "static" / "icons.svg"

ICON_PACKAGE: Final = "@tabler/icons"
FILES: Final = {
    "htmx.org": ["dist/htmx.min.js"],
    "@fontsource-variable/inter": ["files/inter-latin-wght-normal.woff2", "files/inter-latin-ext-wght-normal.woff2"],
    ICON_PACKAGE: [],
}
ICONS: Final = (
    "address-book alert-triangle arrows-right ban bell briefcase building calendar-event chart-bar check "
    "chevron-down chevron-left chevron-right circle-check clipboard-list clock contrast database eye eye-off "
    "file-check file-download file-import file-text filter gavel history home id info-circle key language "
    "layout-dashboard layout-kanban list-check lock logout mail menu-2 notes pencil phone plus refresh scale "
    "school search shield-lock table tag tools trash truck-delivery user user-plus user-shield users x"
)


def folder_of(package: str, version: str) -> Path:
    """Where the files of one package stand: `static/vendor/<name>-<version>`."""
    return VENDOR / f"{package.removeprefix('@').replace('/', '-')}-{version}"


def copy_package(package: str, version: str, files: list[str]) -> None:
    """Copy the listed files of one package and its licence."""
    source = ROOT / "node_modules" / package
    target = folder_of(package, version)
    target.mkdir(parents=True)
    for name in [*files, "LICENSE"]:
        shutil.copyfile(source / name, target / Path(name).name)


def symbol(icon: str) -> str:
    """One icon as a `<symbol>` that takes its colour from the text around it."""
    svg = (ROOT / "node_modules" / ICON_PACKAGE / "icons" / "outline" / f"{icon}.svg").read_text()
    paths = [path for path in re.findall(r"<path[^>]*/>", svg) if 'stroke="none"' not in path]
    return (
        f'<symbol id="{icon}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round">{"".join(paths)}</symbol>'
    )


def sprite(version: str) -> str:
    """The icons that we use, as one file (ui: 'never the whole sprite')."""
    symbols = "\n".join(symbol(icon) for icon in ICONS.split())
    return (
        f"<!-- {ICON_PACKAGE} {version}, MIT; made by tools/vendor_assets.py -->\n"
        f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    )


def hashes(root: Path = ROOT) -> dict[str, str]:
    """SHA-256 of the sprite and of every vendored file, by path from the root."""
    static = root / "static"
    files = [path for path in (static / "vendor").rglob("*") if path.is_file() and path.name != MANIFEST.name]
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted([*files, static / SPRITE.name])
    }


def main() -> None:
    """Install the pinned packages, copy the files, write the sprite and the manifest."""
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=True)
    versions: dict[str, str] = json.loads((ROOT / "package.json").read_text())["dependencies"]
    if set(versions) != set(FILES):
        sys.exit(f"package.json and FILES differ: {sorted(set(versions) ^ set(FILES))}")
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, files in FILES.items():
        copy_package(package, versions[package], files)
    SPRITE.write_text(sprite(versions[ICON_PACKAGE]))
    MANIFEST.write_text(json.dumps({"packages": versions, "sha256": hashes()}, indent=2, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
