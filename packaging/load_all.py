# SPDX-License-Identifier: AGPL-3.0-or-later
"""Loads every module of the product that this system has, by an interpreter of a package's version.

    python load_all.py [FOLDER...]    with folders, modules come from these and the standard library alone

A page that needs a library which was not packed would fail only when a person opens it. Modules that are
about another system, or about the extra ``cluster``, name what they lack and are passed over.
"""

import importlib
import os
import pkgutil
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NOT_HERE = {
    "fcntl", "grp", "pwd", "resource", "termios", "seccompy",
    "msvcrt", "winreg", "_winapi",
    "dask", "distributed", "fsspec", "torch", "sacrebleu",
}  # fmt: skip
if len(sys.argv) > 1:
    own = [path for path in sys.path if path.endswith(("python311.zip", "\\python"))]
    sys.path[:] = [*own, *sys.argv[1:]]
failed, loaded = [], 0
for top in ("app", "converters", "translation"):
    package = importlib.import_module(top)
    for module in pkgutil.walk_packages(package.__path__, f"{top}.", onerror=lambda _name: None):
        # Alembic loads its steps itself.
        if module.name.endswith(("__main__", ".migrations.env")):
            continue
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] not in NOT_HERE:
                failed.append(f"{module.name}: {error}")
        except (ImportError, AttributeError, OSError) as error:
            failed.append(f"{module.name}: {type(error).__name__}: {error}")
        else:
            loaded += 1
sys.stdout.write("".join(f"{line}\n" for line in failed) + f"{loaded} modules loaded\n")
sys.exit(bool(failed))
