"""What a user can fix, one class per kind; everything else is a bug and keeps its traceback.

The message is one line: what is wrong, then what to do next. It is shown as it stands.
This module does not print and does not choose exit codes: `rehearse.cli` does.
"""


class RehearseError(Exception):
    """Something the user can fix; `str(error)` is the whole message."""


class InstallationError(RehearseError):
    """Something that comes with the program is not there."""


class AudioFileError(RehearseError):
    """A recording that cannot be read as sound, or cannot be written."""


class TextFileError(RehearseError):
    """A written answer that cannot be read."""


class DocumentError(RehearseError):
    """An advertisement or a CV that cannot be read."""


class JobError(RehearseError):
    """A job that is not kept, or a name that none can have."""


class PipeError(RehearseError):
    """A pipe through which nothing comes, or no end of it; or a device in place of a file."""


class MicrophoneError(RehearseError):
    """No microphone, no PortAudio, an unknown device, or one that vanished or stays silent."""


class PlaybackError(RehearseError):
    """Nothing to play sound on, or it failed while playing."""


class WeightsError(RehearseError):
    """Model weights that are missing, altered, or cannot be fetched."""


class PromptError(RehearseError):
    """An unknown question, or a question file that cannot be read."""


class HelpError(RehearseError):
    """Something that no help explains."""


class SettingsError(RehearseError):
    """Settings that cannot be read or written, or a value that is none."""


class HistoryError(RehearseError):
    """A history that is damaged, newer than this program, read-only, or lacks the take."""


class OutputError(RehearseError):
    """A file that was asked for and cannot be written, or a format that a take cannot have."""


class CohortError(RehearseError):
    """The list of a class, a rubric or a review that cannot be read; or processes that cannot hear."""
