"""The error tree. Messages and hints are Chinese and written where the error is raised.

WenfengError
├── InputError      a file that cannot be read: unsupported, damaged, encrypted, empty, too large
│   └── NoTextError   it could be read, and holds no words
├── ConfigError     a wrong setting: says which file and key
└── ResourceError   a part of the installation is missing
"""

from __future__ import annotations


class WenfengError(Exception):
    """Something wenfeng could not do; ``hint`` tells the user what to do next."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[WenfengError], tuple[str, str]]:
        return type(self), (self.message, self.hint)


class InputError(WenfengError):
    """A file that cannot be read."""


class NoTextError(InputError):
    """A file without words: nothing in it, or only pictures."""


class ConfigError(WenfengError):
    """A wrong setting."""


class ResourceError(WenfengError):
    """A missing part of the installation."""
