"""Packaging, from a project made here, wheels made here and jars made here: nothing is fetched but where it says so."""

import json
import shutil
import sys
import zipfile

import pytest

from drey.__main__ import main
from drey.package import Project, Refused, Runtime, package
from drey.package.imports import interpreter

HERE = interpreter(Runtime(), None)


def wheel(folder, name, version, files):
    """A wheel, as pip takes it."""
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")


def jar(path, files):
    path.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    wheel(wheels, "greeting", "1.0", {"greeting.py": "WORD = 'hello'\n", "greeting-1.0.data/scripts/greet": "#!python"})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    project = tmp_path / "clicks"
    for name, content in {
        "pyproject.toml": """
            [project]
            name = "clicks"
            version = "1"
            dependencies = ["greeting>=1", "apache-flink==1.20.5"]
            [tool.drey.package]
            jars = ["lib/one.jar", "lib/two-3.4.0-1.20.jar"]
            include = ["*.properties"]
        """,
        "main.py": "import clicks.parsing\nfrom greeting import WORD\nraise SystemExit('main was run')\n",
        "clicks/__init__.py": "",
        "clicks/parsing.py": "import greeting\nfrom pyflink.datastream import OutputTag\n",
        "clicks/log.properties": "a=b",
        "clicks/notes.txt": "",
        "tests/test_parsing.py": "import pytest",
        ".venv/lib/x.py": "",
    }.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(content)
    service = "META-INF/services/org.apache.flink.table.factories.Factory"
    jar(
        project / "lib/one.jar",
        {service: "one.A\n", "one/A.class": b"1", "META-INF/X.SF": "", "both.class": b"1"},
    )
    manifest = (
        "Manifest-Version: 1.0\r\nImplementation-Version: 3.4.0-1.20\r\nImplementation-Vendor-Id: org.apache.flink\r\n"
    )
    jar(
        project / "lib/two-3.4.0-1.20.jar",
        {service: "two.B\none.A", "META-INF/MANIFEST.MF": manifest, "both.class": b"2"},
    )
    return project


@pytest.fixture
def plain(folder):
    """The same without packages to fetch."""
    description = folder / "pyproject.toml"
    description.write_text(description.read_text().replace('"greeting>=1", ', ""))
    for script in ("main.py", "clicks/parsing.py"):
        (folder / script).write_text("import sys\n")
    return folder


def packed(folder, output="out.zip", python=None, **more):
    return package(Project.of(folder), folder.parent / output, python, **more)


def imported(folder):
    return packed(folder, python=HERE)


def test_a_zip_has_modules_packages_and_one_jar(folder):
    made = imported(folder)

    with zipfile.ZipFile(made.zip) as archive:
        assert archive.namelist() == [
            "clicks/__init__.py",
            "clicks/log.properties",
            "clicks/parsing.py",
            "dep/clicks/__init__.py",
            "dep/clicks/log.properties",
            "dep/clicks/parsing.py",
            "dep/greeting-1.0.dist-info/METADATA",
            "dep/greeting-1.0.dist-info/RECORD",
            "dep/greeting-1.0.dist-info/WHEEL",
            "dep/greeting.py",
            "lib/pyflink-dependencies.jar",
            "main.py",
        ]
    assert made.property_group() == {
        "PropertyGroupId": "kinesis.analytics.flink.run.options",
        "PropertyMap": {"python": "main.py", "jarfile": "lib/pyflink-dependencies.jar", "pyFiles": "dep/"},
    }


def test_workers_find_the_modules_without_any_package_too(plain):
    made = packed(plain)

    assert made.options["pyFiles"] == "dep/"
    assert "dep/clicks/parsing.py" in zipfile.ZipFile(made.zip).namelist()


def test_jars_are_merged_with_their_services(plain):
    made = packed(plain)

    with zipfile.ZipFile(made.zip) as archive, archive.open("lib/pyflink-dependencies.jar") as inner:
        merged = zipfile.ZipFile(inner)
        assert merged.namelist() == [
            "META-INF/MANIFEST.MF",
            "META-INF/maven/org.apache.flink/two/pom.properties",
            "META-INF/services/org.apache.flink.table.factories.Factory",
            "both.class",
            "one/A.class",
        ]
        assert merged.read("META-INF/services/org.apache.flink.table.factories.Factory") == b"one.A\ntwo.B\n"
        assert merged.read("META-INF/maven/org.apache.flink/two/pom.properties") == b"version=3.4.0-1.20\n"
        assert merged.read("both.class") == b"1"
    assert made.warnings[0] == "both.class is taken from one.jar, and two-3.4.0-1.20.jar has another one"


def test_the_same_project_is_the_same_bytes(folder):
    first = packed(folder)
    for path in folder.rglob("*"):
        path.touch()

    assert packed(folder, "again.zip").sha256 == first.sha256


def test_the_lock_holds_until_it_is_asked_anew(folder):
    packed(folder)
    locked = json.loads((folder / "drey.lock").read_text())
    wheel(folder.parent / "wheels", "greeting", "2.0", {"greeting.py": "WORD = 'hi'\n"})

    assert [each["version"] for each in locked["packages"]] == ["1.0"]
    assert "dep/greeting-1.0.dist-info/RECORD" in zipfile.ZipFile(packed(folder).zip).namelist()
    assert "dep/greeting-2.0.dist-info/RECORD" in zipfile.ZipFile(packed(folder, update=True).zip).namelist()


def test_a_package_that_is_not_the_locked_one_is_refused(folder):
    packed(folder)
    wheel(folder.parent / "wheels", "greeting", "1.0", {"greeting.py": "WORD = 'bad'\n"})

    with pytest.raises(Refused, match=r"(?s)pip could not do it.*HASHES"):
        packed(folder)


def test_a_jar_that_is_not_the_locked_one_is_refused(plain):
    packed(plain)
    jar(plain / "lib/one.jar", {"one/A.class": b"2"})

    with pytest.raises(Refused, match=r"not those of drey.lock.*one.jar"):
        packed(plain)


def test_a_module_that_cannot_be_imported_is_told_by_name(plain):
    (plain / "clicks/parsing.py").write_text("import nowhere\n")

    with pytest.raises(Refused, match=r"(?s)clicks.parsing: .*No module named 'nowhere'"):
        imported(plain)


def test_one_reason_is_told_once_with_the_files_as_they_are_named_in_the_project(plain):
    (plain / "clicks/parsing.py").write_text("import nowhere\n")
    (plain / "clicks/more.py").write_text("import clicks.parsing\n")

    with pytest.raises(Refused) as refused:
        imported(plain)
    assert str(refused.value).count("No module named 'nowhere'") == 1
    assert "clicks.more, clicks.parsing: Traceback" in str(refused.value)
    assert 'File "clicks/parsing.py", line 1' in str(refused.value)


def test_what_a_project_uses_of_this_package_goes_with_it(plain):
    (plain / "clicks/parsing.py").write_text("from drey.validation import Validation\n")
    description = plain / "pyproject.toml"
    description.write_text(description.read_text().replace('["apache', '["drey>=0.1", "apache'))

    with zipfile.ZipFile(imported(plain).zip) as archive:
        names = set(archive.namelist())

    assert {"drey/__init__.py", "drey/validation.py", "dep/drey/validation.py", "dep/drey/metrics.py"} <= names
    assert not [name for name in names if "drey/testing" in name or "drey/package" in name]
    (plain / "clicks/parsing.py").write_text("import json\n")
    with zipfile.ZipFile(packed(plain).zip) as archive:
        assert not [name for name in archive.namelist() if "drey" in name]


def test_the_zip_is_named_after_the_project(plain):
    assert Project.of(plain).name == "clicks"
    (plain / "pyproject.toml").unlink()
    (plain / "requirements.txt").write_text("")
    moved = plain.rename(plain.parent / "folder")
    assert Project.of(moved).name == "folder"


def test_an_interpreter_that_is_named_has_to_have_pyflink(plain, capsys):
    assert main(["package", str(plain), "--python", "/nowhere/python"]) == 1
    assert "/nowhere/python is no Python that has PyFlink" in capsys.readouterr().err


def test_what_the_main_script_imports_is_looked_up_and_it_is_not_run(plain):
    (plain / "main.py").write_text("from json import NOTHING\nraise SystemExit('main was run')\n")

    with pytest.raises(Refused, match=r"(?s)main.py: .*json.NOTHING") as refused:
        imported(plain)
    assert "main was run" not in str(refused.value)


def test_a_script_that_is_no_python_is_refused(plain):
    (plain / "main.py").write_text("print 'hello'\n")

    with pytest.raises(Refused, match=r"(?s)main.py: .*SyntaxError"):
        imported(plain)


def test_a_jar_with_flink_in_it_is_refused(plain):
    jar(plain / "lib/one.jar", {"org/apache/flink/streaming/api/environment/StreamExecutionEnvironment.class": b""})

    with pytest.raises(Refused, match=r"one.jar carries Flink itself"):
        packed(plain)


def test_symbolic_links_and_ways_out_are_refused(plain):
    (plain / "clicks/link.py").symlink_to("/etc/hostname")
    with pytest.raises(Refused, match=r"clicks/link.py is a symbolic link"):
        packed(plain)
    (plain / "clicks/link.py").unlink()

    description = (plain / "pyproject.toml").read_text()
    (plain / "pyproject.toml").write_text(description.replace("lib/one.jar", "../other.jar"))
    with pytest.raises(Refused, match=r"\.\./other.jar is neither a jar in the project"):
        packed(plain)


def test_what_stands_before_the_services_own_is_told(folder):
    wheel(folder.parent / "wheels", "pytz", "1999.1", {"pytz.py": "class T:\n  pass\nUTC = utc = T()\ntimezone = T\n"})
    description = (folder / "pyproject.toml").read_text()
    (folder / "pyproject.toml").write_text(description.replace('"greeting>=1"', '"greeting", "pytz"'))
    (folder / "clicks/parsing.py").write_text("")

    assert any(each.startswith("pytz 1999.1 stands before the service's own") for each in imported(folder).warnings)


def test_what_aws_does_not_follow_is_told(plain):
    (plain / "main.py").write_text("import sys\nenvironment = None\nenvironment.set_python_executable('python')\n")
    options = {"python": "main.py", "pyModule": "main", "pyExecutable": "/usr/bin/python"}
    group = {"PropertyGroupId": "kinesis.analytics.flink.run.options", "PropertyMap": options}
    (plain / "application_properties.json").write_text(json.dumps([group]))

    told = packed(plain).warnings

    assert "main.py, line 3: set_python_executable, and AWS has an interpreter of its own" in told
    for name in ("pyModule", "pyExecutable"):
        wanted = f"application_properties.json: {name} of the group kinesis.analytics.flink.run.options"
        assert f"{wanted} is not supported on AWS" in told
    (plain / "application_properties.json").write_text('{"PropertyGroups": 1}')
    assert any("is no list of property groups" in each for each in packed(plain).warnings)


def test_requirements_are_read_where_there_is_no_other_description(folder):
    (folder / "pyproject.toml").unlink()
    (folder / "requirements.txt").write_text("# what it needs\ngreeting >= 1 # words\nApache_Flink==1.20.5\n\n")

    project = Project.of(folder)

    assert project.requirements == ("greeting >= 1",)
    (folder / "requirements.txt").write_text("-r others.txt\n")
    with pytest.raises(Refused, match=r"options.*-r others.txt"):
        Project.of(folder)


def test_what_is_missing_is_named(folder, tmp_path):
    (folder / "main.py").unlink()
    with pytest.raises(Refused, match=r"there is no main.py"):
        Project.of(folder)
    with pytest.raises(Refused, match=r"neither a pyproject.toml nor a requirements.txt"):
        Project.of(tmp_path)


def test_the_command_prints_the_property_group(plain, capsys):
    assert main(["package", str(plain), "--python", sys.executable]) == 0

    told = capsys.readouterr()
    assert json.loads(told.out)["PropertyMap"]["python"] == "main.py"
    assert "clicks.zip" in told.err
    (plain / "main.py").unlink()
    assert main(["package", str(plain)]) == 1


@pytest.mark.skipif(shutil.which("mvn") is None, reason="no mvn on the PATH")
@pytest.mark.flink
def test_jars_come_by_their_coordinates_from_maven(plain):
    description = (plain / "pyproject.toml").read_text()
    (plain / "pyproject.toml").write_text(description.replace("lib/one.jar", "org.slf4j:slf4j-api:1.7.36"))

    with zipfile.ZipFile(packed(plain).zip) as archive, archive.open("lib/pyflink-dependencies.jar") as inner:
        assert "org/slf4j/Logger.class" in zipfile.ZipFile(inner).namelist()
    assert "slf4j-api-1.7.36.jar" in json.loads((plain / "drey.lock").read_text())["jars"]
