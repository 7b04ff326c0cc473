# SPDX-License-Identifier: AGPL-3.0-or-later
"""``--config FILE``: options of ``hanji convert`` in a file (TOML); the command line comes first.

    to = "epub"
    jobs = 8
    max-seconds = 600

    [cluster]
    url = "tls://10.0.0.5:8786"
    ca = "ca.pem"
    cert = "this-machine.pem"
    key = "this-machine.key"

Files are named from the folder of the configuration.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.errors import UsageError
from app.i18n import mark
from app.jobs.cluster.address import VARIABLES, ClusterAddress, cluster_address

_OPTIONS = ("to", "jobs", "max-seconds", "max-memory", "care")
_UNREADABLE = mark("The file of --config cannot be read: {path} ({detail}).")
_UNKNOWN = mark("“{name}” in {path} is no option. There are: {known}.")


@dataclass(frozen=True, slots=True)
class Config:
    """Options read from a configuration file."""

    options: Mapping[str, str] = field(default_factory=dict)
    """By the names of argparse."""
    url: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    """Of TLS, by the names of ``address.VARIABLES``."""


def read_config(path: Path) -> Config:
    """Read a file of options.

    Raises:
        UsageError: it cannot be read, or has something that is no option.
    """
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        detail = error.strerror or type(error).__name__
        raise UsageError(_UNREADABLE, path=str(path), detail=detail) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(_UNREADABLE, path=str(path), detail=str(error)) from error
    cluster = found.pop("cluster", {})
    if not isinstance(cluster, dict):
        cluster = {"": cluster}
    _refuse(path, found, _OPTIONS, "")
    _refuse(path, cluster, ("url", *VARIABLES), "cluster.")
    folder = path.absolute().parent
    return Config(
        options={name.replace("-", "_"): str(value) for name, value in found.items()},
        url=str(cluster.get("url", "")),
        files={name: str(folder / str(cluster[name])) for name in VARIABLES if name in cluster},
    )


def _refuse(path: Path, found: Mapping[str, Any], known: tuple[str, ...], before: str) -> None:
    for name in found:
        if name not in known:
            raise UsageError(
                _UNKNOWN,
                name=f"{before}{name}",
                path=str(path),
                known=", ".join(f"{before}{one}" for one in known),
            )


def address_of(url: str | None, config: Config | None) -> ClusterAddress | None:
    """Return the cluster that a command line, a file or the environment names; None without one.

    Raises:
        UsageError: it is no address that may be used.
    """
    wanted = url or (config.url if config else "")
    if not wanted:
        return None
    files = {name: os.environ.get(variable, "") for name, variable in VARIABLES.items()}
    files.update(config.files if config else {})
    return cluster_address(wanted, files)
