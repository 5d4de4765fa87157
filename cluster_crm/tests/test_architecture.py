"""The rules of docs/architecture.md that no other tool can say: layers of tables, names from above, sizes."""

import ast
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from candidates.models import Candidate
from cluster_crm.accounts.models import User
from cluster_crm.tests.tree import PACKAGES, ROOT, import_rules, layers, our_apps, python_files, template_files

FUNCTION_LINES, FILE_LINES, TEMPLATE_LINES = 50, 400, 150
VAGUE = {"utils", "util", "helpers", "common", "misc", "base"}
PAGES = ("urls", "views", "forms", "admin", "tasks")
RANKS = {
    module: rank
    for rank, layer in enumerate(reversed(layers(import_rules()["contracts"][0])))
    for module in layer
    if module in our_apps()
}
TABLES = apps.get_models(include_auto_created=True)


def app_of(module):
    """The app of ours that a module belongs to, or None."""
    return next((app for app in RANKS if f"{module}.".startswith(f"{app}.")), None)


def cross_relations(tables):
    """Forward relations between tables of two of our apps, as (model, field, own app, other app)."""
    for model in tables:
        for field in model._meta.get_fields(include_hidden=False):
            if not field.is_relation or field.auto_created or not field.related_model:
                continue
            own, other = app_of(model.__module__), app_of(field.related_model.__module__)
            if own and other and own != other:
                yield model, field, own, other


def upward_relations(tables):
    """Relations that do not point down the layers; users may be pointed at from everywhere."""
    return [
        f"{model._meta.label}.{field.name}"
        for model, field, own, other in cross_relations(tables)
        if RANKS[other] >= RANKS[own] and field.related_model is not apps.get_model(settings.AUTH_USER_MODEL)
    ]


def labels_above(rank):
    """Labels of the tables of apps above a rank: "candidates.candidate"."""
    return {model._meta.label_lower for model in TABLES if RANKS.get(app_of(model.__module__), 0) > rank}


def reverses_above(rank):
    """Attributes that lower tables get from relations of apps above a rank: `subject.candidate`."""
    return {
        field.remote_field.get_accessor_name()
        for _model, field, own, _other in cross_relations(TABLES)
        if RANKS[own] > rank and not field.remote_field.hidden
    }


def names_from_above(source, labels, reverses):
    """Words in a source that reach for a table from below: its label, its reverse name, a lookup by that name."""
    lookup = re.compile(rf"({'|'.join(reverses)})__[a-z_]+")
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=str(word)) if word.lower() in labels or (reverses and lookup.fullmatch(word)):
                found.append(word)
            case ast.keyword(arg=str(word)) if reverses and lookup.fullmatch(word):
                found.append(word)
            case ast.Attribute(attr=word) if word in reverses:
                found.append(word)
    return found


def long_functions(source, most=FUNCTION_LINES):
    """Functions of more lines than the gate."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    return [node.name for node in functions if node.end_lineno - node.lineno + 1 > most]


def long_files(paths, most):
    """Files of more lines than the gate."""
    return [path.name for path in paths if len(path.read_text().splitlines()) > most]


def vague_names(paths):
    """Modules and packages that are not named by their subject."""
    return [path.as_posix() for path in paths if VAGUE & {path.stem, path.parent.name}]


def test_every_app_has_its_layer():
    assert set(our_apps()) == set(RANKS)


def test_every_package_is_under_the_import_rules():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tools", "bench"}

    assert packages == set(import_rules()["root_packages"]) == set(PACKAGES)


def test_every_module_of_pages_or_tasks_is_protected():
    protected = {module for contract in import_rules()["contracts"] for module in contract.get("protected_modules", [])}

    present = {
        f"{app}.{name}"
        for app in our_apps()
        for name in PAGES
        if list(ROOT.joinpath(*app.split(".")).glob(f"{name}.py")) or (ROOT.joinpath(*app.split(".")) / name).is_dir()
    }

    assert present - {"cluster_crm.web.admin"} - protected == set()  # web is offered to all as a whole


def test_relations_point_down():
    assert upward_relations(TABLES) == []


@isolate_apps()
def test_a_relation_that_points_up_is_found():
    class Planted(models.Model):
        __module__ = "privacy.models.planted"

        candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="planted")
        by = models.ForeignKey(User, models.CASCADE, related_name="+")

        class Meta:
            app_label = "privacy"

    assert upward_relations([Planted]) == ["privacy.Planted.candidate"]


@pytest.mark.parametrize("app", our_apps())
def test_app_names_no_table_of_an_upper_app(app):
    labels, reverses = labels_above(RANKS[app]), reverses_above(RANKS[app])
    files = [path for path in (ROOT / app.replace(".", "/")).rglob("*.py") if "tests" not in path.parts]

    named = {path.name: names_from_above(path.read_text(), labels, reverses) for path in files}

    assert {name: words for name, words in named.items() if words} == {}


@pytest.mark.parametrize(
    ("planted", "word"),
    [
        ('models.ForeignKey("candidates.Candidate", models.CASCADE)', "candidates.Candidate"),
        ('apps.get_model("candidates.candidate")', "candidates.candidate"),
        ("subject.candidate", "candidate"),
        ("DataSubject.objects.filter(candidate__number=1)", "candidate__number"),
        ('DataSubject.objects.values("candidate__number")', "candidate__number"),
    ],
)
def test_a_name_from_above_is_found(planted, word):
    below, above = RANKS["privacy"], RANKS["candidates"]

    assert names_from_above(planted, labels_above(below), reverses_above(below)) == [word]
    assert names_from_above(planted, labels_above(above), reverses_above(above)) == []


def test_first_migration_of_accounts_needs_nothing_of_ours():
    migration = import_module("cluster_crm.accounts.migrations.0001_initial").Migration

    assert {app for app, _name in migration.dependencies} <= {"auth", "contenttypes"}


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_functions_are_short(path):
    assert long_functions(path.read_text()) == []


def test_files_are_short():
    assert long_files(python_files(), FILE_LINES) == []
    assert long_files(template_files(), TEMPLATE_LINES) == []


def test_modules_are_named_by_their_subject():
    assert vague_names(path.relative_to(ROOT) for path in python_files()) == []


def test_a_long_function_is_found():
    lines = "    pass\n" * FUNCTION_LINES

    assert long_functions(f"def fits():\n{lines[9:]}\ndef planted():\n{lines}") == ["planted"]


def test_a_long_file_and_a_vague_name_are_found(tmp_path):
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients" / "fits.py").write_text("\n" * FILE_LINES)
    (tmp_path / "clients" / "utils.py").write_text("\n" * (FILE_LINES + 1))

    files = python_files(tmp_path)

    assert long_files(files, FILE_LINES) == ["utils.py"]
    assert vague_names(path.relative_to(tmp_path) for path in files) == ["clients/utils.py"]
