"""The settings of a region: one frozen, typed, documented object, from `hundred.toml` and the environment.

A wrong setting fails at start and says what to do. Secrets come from the environment or from files that
only their owner can read, never from `hundred.toml`.
"""

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import tomlkit

from hundred.base.errors import Invalid, NotFound

FILE_NAME = "hundred.toml"
_SECRET_FILE = "secret.key"  # noqa: S105  the name of a file
_ENVIRONMENT_PREFIX = "HUNDRED_"


def _setting(default: Any, says: str) -> Any:
    return field(default=default, metadata={"says": says})


@dataclass(frozen=True, slots=True)
class Settings:
    """How one region's datastore runs. Every setting can be given in `hundred.toml` or as HUNDRED_<NAME>."""

    home: Path = field(metadata={"says": "The region's home: the folder that holds everything."})
    secret_key: str = field(repr=False, metadata={"says": "Signs sessions and links; kept in secret.key."})
    region_name: str = _setting("Region", "The region's name, as pages show it.")
    region_code: str = _setting("", "The combined authority's GSS code, such as E47000001.")
    region_about: str = _setting("", "A sentence or two about the region, for the home page.")
    database_url: str = _setting(
        "", "Where records are kept; empty for hundred.sqlite3 in the home, else postgresql://user@host/name."
    )
    base_url: str = _setting(
        "http://127.0.0.1:8000",
        "The address people reach the site at; links in e-mails and exports begin with it.",
    )
    allowed_hosts: tuple[str, ...] = _setting(
        (), "Host names the site answers to, besides base_url's and this machine's own."
    )
    behind_https_proxy: bool = _setting(
        False, "Whether a reverse proxy ends TLS and sets X-Forwarded-Proto and X-Forwarded-For."
    )
    email_url: str = _setting(
        "", "smtp://user:password@host:port for sending e-mail; empty prints it to the console."
    )
    email_from: str = _setting("hundred@localhost", "The address e-mail comes from.")
    upload_limit_mb: int = _setting(6_000, "The largest file that may be added, in megabytes.")
    engine_memory_mb: int = _setting(
        1_000, "The most memory a web process's query engine may take, in megabytes."
    )
    sql_at_once: int = _setting(
        2,
        "How many questions in SQL may run at once on this machine; half of them one client's. 0 for no SQL.",
    )
    sql_seconds: int = _setting(10, "The longest one question in SQL may take, in seconds.")
    sql_memory_mb: int = _setting(1_000, "The most memory one question in SQL may take, in megabytes.")
    sql_rows: int = _setting(100_000, "The most rows of an answer to SQL.")
    sql_answer_mb: int = _setting(50, "The largest answer to SQL, in megabytes.")
    debug: bool = _setting(False, "Whether error pages show the program's insides. Never on a public site.")

    @property
    def lake_root(self) -> Path:
        return self.home / "lake"

    @property
    def database(self) -> str:
        """The database's address, the home's own SQLite file by default."""
        return self.database_url or f"sqlite:///{self.home / 'hundred.sqlite3'}"


def find_home(start: Path, environ: Mapping[str, str]) -> Path:
    """The home to use: HUNDRED_HOME, else the first folder from `start` upwards that holds hundred.toml."""
    if named := environ.get("HUNDRED_HOME"):
        return Path(named).expanduser().resolve()
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder.resolve()
    raise NotFound(
        f"There is no region here: no {FILE_NAME} in {start} or above it.",
        "Make one with `hundred init DIR --name NAME`, or name it with --home DIR or HUNDRED_HOME.",
    )


def load(home: Path, environ: Mapping[str, str]) -> Settings:
    """The settings of the region in this home. Raises NotFound or Invalid with what to do."""
    path = home / FILE_NAME
    if not path.is_file():
        raise NotFound(
            f"There is no region in {home}: it has no {FILE_NAME}.",
            f"Make one: `hundred init {home} --name NAME`.",
        )
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(f"{path} is not valid TOML: {error}.", "Correct the line it names.") from error
    values = {name: _typed(path, name, value) for name, value in written.items()}
    values |= {
        name: _from_text(name, environ[key])
        for name in _KINDS
        if (key := _ENVIRONMENT_PREFIX + name.upper()) in environ
    }
    values["secret_key"] = environ.get("HUNDRED_SECRET_KEY") or _secret_key(home)
    return Settings(home=home, **values)


_KINDS: dict[str, Any] = {f.name: f.type for f in fields(Settings) if f.name not in ("home", "secret_key")}


def _typed(path: Path, name: str, value: Any) -> Any:
    if name not in _KINDS:
        raise Invalid(
            f"{path} has a setting “{name}” that there is none of.", f"Use one of: {', '.join(_KINDS)}."
        )
    if _KINDS[name] == tuple[str, ...] and isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    if type(value) is not _KINDS[name]:
        wanted = "a list of texts" if _KINDS[name] == tuple[str, ...] else _SAID[_KINDS[name]]
        raise Invalid(f"The setting “{name}” in {path} must be {wanted}, not {value!r}.")
    return value


_SAID = {str: "a text in quotes", int: "a whole number", bool: "true or false"}


def _from_text(name: str, text: str) -> Any:
    kind = _KINDS[name]
    if kind is str:
        return text
    if kind is bool and text.lower() in ("1", "true", "yes", "0", "false", "no"):
        return text.lower() in ("1", "true", "yes")
    if kind is int and text.isdigit():
        return int(text)
    if kind == tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    raise Invalid(f"HUNDRED_{name.upper()} must be {_SAID[kind]}, not {text!r}.")


def _secret_key(home: Path) -> str:
    path = home / _SECRET_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text("utf-8").strip()


def write_settings(home: Path, name: str, code: str) -> Path:
    """Write the `hundred.toml` of a new region, every setting in it with its explanation; make the folder
    where it is missing. Settings that keep their default stand there as comments."""
    document = tomlkit.document()
    document.add(tomlkit.comment("The settings of this region. Each can also be given as HUNDRED_<NAME>."))
    document.add(tomlkit.comment("Take the # away before a setting to change it, then start the site again."))
    chosen = {"region_name": name, **({"region_code": code} if code else {})}
    for setting in fields(Settings):
        if setting.name in ("home", "secret_key"):
            continue
        document.add(tomlkit.nl())
        document.add(tomlkit.comment(setting.metadata["says"]))
        if setting.name in chosen:
            document.add(setting.name, tomlkit.item(chosen[setting.name]))
        else:
            default = list(setting.default) if isinstance(setting.default, tuple) else setting.default
            document.add(tomlkit.comment(f"{setting.name} = {tomlkit.item(default).as_string()}"))
    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE_NAME
    path.write_text(tomlkit.dumps(document), "utf-8")
    return path
