"""Reads TOML that people write by hand, so that every slip is met with the place and the remedy."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TomlReader:
    """Reads one kind of file.

    Attributes:
        error: what is raised, with a message for whoever wrote the file.
    """

    error: type[ValueError]

    def load(self, content: bytes, name: str) -> dict[str, Any]:
        """What a file holds.

        Args:
            content: TOML in UTF-8, with or without a byte-order mark.
            name: the file's name, for messages.

        Raises:
            ValueError: of the kind ``error``, when it is neither.
        """
        try:
            return tomllib.loads(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise self.error(f"{name}: not UTF-8 at byte {error.start}. Save the file as UTF-8.") from error
        except tomllib.TOMLDecodeError as error:
            raise self.error(f"{name}: not valid TOML: {error}. Mend that line.") from error

    def string(self, item: Mapping[str, Any], key: str, where: str) -> str:
        """A text that must be there, without the spaces around it.

        Args:
            item: the table it is in.
            key: its name there.
            where: the table's place, for messages.

        Raises:
            ValueError: of the kind ``error``, when it is missing, blank or no text.
        """
        value = item.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{where}: '{key}' is missing or empty. Add a line: {key} = \"...\".")
        return value.strip()

    def check_keys(self, item: Mapping[str, Any], known: Collection[str], where: str) -> None:
        """That a table has no key that would be lost, such as a misspelt one.

        Raises:
            ValueError: of the kind ``error``, naming the key and those that are known.
        """
        for key in item:
            if key not in known:
                raise self.error(
                    f"{where}: {key!r} is not known here, so it would be lost. Use: {', '.join(sorted(known))}."
                )
