"""Says what a program in a zip imports that is not there, reading it as text: nothing of it is run.

    imports.py ZIP script|module ENTRY [FILE...]

FILEs are what pyFiles names: modules, and folders of modules. Exit status: 0 all is there; 1 something is not, and what stands on
standard output; anything else is our own failure.

Only what is imported in any case is looked at: statements at the top of a module, not those in functions, in an `if`, or in a
`try` that may be there to do without. A program that changes where modules are looked for is left alone.
"""
import ast
import importlib.machinery
import re
import sys
import zipfile


ELSEWHERE = re.compile(rb"sys\.path|\baddsitedir\b|\bpip\b|__import__")


class Bad(Exception):
    """The program cannot be run, and the message says which file is why."""


class Program:
    def __init__(self, archive, roots):
        self.archive = archive
        self.names = set(archive.namelist())
        self.folders = {name[:i] for name in self.names for i, letter in enumerate(name) if letter == "/"}
        self.roots = roots
        self.seen = set()

    def read(self, path):
        """Follows a file and everything of the zip that it imports."""
        if path in self.seen:
            return
        self.seen.add(path)
        source = self.archive.read(path)
        if ELSEWHERE.search(source):
            raise Elsewhere()
        try:
            tree = ast.parse(source, path)
        except (SyntaxError, ValueError) as e:
            line = f", line {e.lineno}," if getattr(e, "lineno", None) else ""
            version = ".".join(map(str, sys.version_info[:2]))
            raise Bad(f"holds {path}, which Python {version} cannot read{line} ({getattr(e, 'msg', e)})") from None
        for statement in tree.body:
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    self.imported(alias.name, path, statement.lineno)
            elif isinstance(statement, ast.ImportFrom) and statement.level == 0:
                self.imported(statement.module, path, statement.lineno)

    def imported(self, module, path, line):
        own = self.file(module)
        if own:
            self.read(own)
        elif not self.is_folder(module) and not installed(module.split(".")[0]):
            raise Bad(
                f"holds {path}, which in line {line} imports {module}; that is neither in the zip, where the script or pyFiles"
                " would find it, nor in the runtime's environment: put it into the zip and name its folder with pyFiles"
            )

    def file(self, module):
        """Where the zip has a module."""
        inside = module.replace(".", "/")
        for root in self.roots:
            for candidate in [f"{root}{inside}.py", f"{root}{inside}/__init__.py"]:
                if candidate in self.names:
                    return candidate
        return None

    def is_folder(self, module):
        """Whether its first part is a package of the zip: what is further inside may be made by that."""
        first = module.split(".")[0]
        return any(
            f"{root}{first}" in self.folders
            or any(name.startswith(f"{root}{first}.") and name.endswith((".py", ".so", ".pyc")) for name in self.names)
            for root in self.roots
        )


class Elsewhere(Exception):
    """The program looks for modules in places of its own."""


def installed(name):
    if name in sys.stdlib_module_names or name in sys.builtin_module_names:
        return True
    return importlib.machinery.PathFinder.find_spec(name) is not None


def root_of(path):
    """Where modules are found that are named by a path of pyFiles: a folder is one itself, a module lies in one."""
    if path.endswith(".py"):
        return path.rpartition("/")[0]
    return path


def slashed(folder):
    return folder + "/" if folder else ""


def check(zip_file, kind, entry, files):
    with zipfile.ZipFile(zip_file) as archive:
        if any(path.endswith((".zip", ".whl", ".egg")) for path in files):
            return  # modules in a zip of their own are not looked into
        folders = [root_of(path) for path in files]
        # A package that is named itself is found from the folder it lies in.
        folders += [path.rpartition("/")[0] for path in files if f"{path}/__init__.py" in archive.namelist()]
        if kind == "script":
            folders.insert(0, entry.rpartition("/")[0])
        program = Program(archive, [slashed(folder) for folder in folders])
        try:
            if kind == "script":
                program.read(entry)
            else:
                start = program.file(entry + ".__main__") or program.file(entry)
                if not start:
                    raise Bad(f"holds no module {entry}, which the property pyModule names, in what pyFiles names")
                program.read(start)
        except Elsewhere:
            return


def main(arguments):
    try:
        check(arguments[0], arguments[1], arguments[2], arguments[3:])
    except Bad as bad:
        print(bad)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
