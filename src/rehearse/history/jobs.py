"""The jobs that somebody applies for, and the plan until the day of an interview."""

from __future__ import annotations

from datetime import date

from rehearse.history.database import Database, utc
from rehearse.history.stored import count_from, moment_from, text_from, text_or_none_from
from rehearse.model.kept import Job, Plan


class Jobs(Database):
    """Jobs by name, and one plan."""

    def jobs(self) -> tuple[Job, ...]:
        """All of them, the latest kept first."""
        rows = self._rows("SELECT name, advertisement, cv, added_at FROM jobs ORDER BY added_at DESC, name")
        with self._understood():
            return tuple(
                Job(
                    name=text_from(row["name"]),
                    advertisement=text_from(row["advertisement"]),
                    cv=text_or_none_from(row["cv"]),
                    added_at=moment_from(row["added_at"]),
                )
                for row in rows
            )

    def keep_job(self, job: Job) -> None:
        """Keep a job, in place of one of the same name."""
        row = (job.name, job.advertisement, job.cv, utc(job.added_at))
        with self._writing():
            self._connection.execute(
                "INSERT OR REPLACE INTO jobs (name, advertisement, cv, added_at) VALUES (?, ?, ?, ?)", row
            )

    def delete_job(self, name: str) -> None:
        """Forget a job. The takes that were made for it stay."""
        with self._writing():
            self._connection.execute("DELETE FROM jobs WHERE name = ?", (name,))
        self._wiped()

    def plan(self) -> Plan | None:
        """The plan; None where none was made."""
        for row in self._rows("SELECT day, minutes, job, made_at FROM plan"):
            with self._understood():
                return Plan(
                    day=date.fromisoformat(text_from(row["day"])),
                    minutes=count_from(row["minutes"]),
                    job=text_or_none_from(row["job"]),
                    made_at=moment_from(row["made_at"]),
                )
        return None

    def keep_plan(self, plan: Plan | None) -> None:
        """Keep this plan in place of the one there was; None for none."""
        with self._writing():
            self._connection.execute("DELETE FROM plan")
            if plan:
                row = (plan.day.isoformat(), plan.minutes, plan.job, utc(plan.made_at))
                self._connection.execute(
                    "INSERT INTO plan (number, day, minutes, job, made_at) VALUES (1, ?, ?, ?, ?)", row
                )
