"""What became of an order, in a sentence or two."""

from collections.abc import Sequence

from app.errors import Conflict, DeskError, NeedsMissing, listed
from app.text import tr
from ui.formats import count
from ui.models.bulk import Refusal, Report

# As many reasons as are told in full.
_FEW = 3


def outcome(report: Report) -> str:
    """Give how many took an order, how many refused it and why, and how many were not asked."""
    parts = [tr("{count} done", count=count(report.done))]
    if report.refusals:
        parts.append(tr("{count} refused", count=count(len(report.refusals))))
    if report.left:
        parts.append(tr("{count} left as they were", count=count(report.left)))
    told = tr("{doing}: {outcome}.", doing=report.order.doing, outcome=", ".join(parts))
    why = [*reasons(report.refusals), *([report.stopped.sentence] if report.stopped else [])]
    return "\n".join((told, *why))


def reasons(refusals: Sequence[Refusal]) -> list[str]:
    """Give the reasons, those of the most tickets first, each with how many it holds for."""
    groups: dict[object, list[str]] = {}
    for refusal in refusals:
        groups.setdefault(_kind(refusal.error), []).append(_sentence(refusal))
    ordered = sorted(groups.values(), key=len, reverse=True)
    told = [_told(sentences) for sentences in ordered[:_FEW]]
    if len(ordered) > _FEW:
        more = sum(map(len, ordered[_FEW:]))
        told.append(tr("{count} for other reasons.", count=count(more)))
    return told


def _kind(error: DeskError) -> object:
    """Give what is the same for the same reason, though numbers, names and times in the sentence differ."""
    if isinstance(error, NeedsMissing):
        return error.missing
    makes_its_sentence = "__init__" in vars(type(error))
    return type(error) if makes_its_sentence else error.sentence


def _told(sentences: Sequence[str]) -> str:
    more = len(sentences) - 1
    if not more:
        return sentences[0]
    return tr("{sentence} ({count} more for the same reason.)",
              sentence=sentences[0], count=count(more))  # fmt: skip


def _sentence(refusal: Refusal) -> str:
    """Give the reason; of a conflict without the question that nobody is asked here."""
    error = refusal.error
    if isinstance(error, Conflict):
        return tr("{by} has changed {fields} since, at {at}.", by=error.by, at=error.at,
                  fields=listed([clash.field for clash in error.clashes]))  # fmt: skip
    return error.sentence
