"""What is committed under static/vendor is what the manifest says, and the lock names no registry."""

import json
from pathlib import Path

from tools import vendor_assets


def test_vendored_files_match_their_manifest():
    manifest = json.loads(vendor_assets.MANIFEST.read_text())

    found = vendor_assets.hashes()

    assert found == manifest["sha256"]


def test_hashes_notice_a_changed_file(tmp_path: Path):
    vendor = tmp_path / "static" / "vendor" / "thing-1.0"
    vendor.mkdir(parents=True)
    (tmp_path / "static" / "icons.svg").write_text("<svg/>")
    (vendor / "thing.js").write_text("good")
    before = vendor_assets.hashes(tmp_path)

    (vendor / "thing.js").write_text("bad")
    after = vendor_assets.hashes(tmp_path)

    assert [path for path in before if before[path] != after[path]] == ["static/vendor/thing-1.0/thing.js"]


def test_every_package_brings_its_licence():
    versions = json.loads(vendor_assets.MANIFEST.read_text())["packages"]

    folders = [vendor_assets.folder_of(package, version) for package, version in versions.items()]

    assert [folder.name for folder in folders if not (folder / "LICENSE").is_file()] == []


def test_lock_names_no_registry():
    lock = json.loads((vendor_assets.ROOT / "package-lock.json").read_text())

    addressed = [name for name, package in lock["packages"].items() if "resolved" in package]

    assert addressed == []
