"""What the e-mails of a check are given."""

from domain.correspondence import Mail
from domain.network.check import CheckedItem, NetworkCheck
from domain.network.check_vocabulary import CheckKind, CheckVerdict
from tasks.presenting.letters import Context, Letter
from tasks.presenting.wording import worded

#: the rules that each kind of check applies
RULES = {
    CheckKind.MONTHLY: ("MIK-58", "NET-13"),
    CheckKind.SEMESTER: ("MIK-88", "QUA-08", "NET-13"),
    CheckKind.ANNUAL: ("MIK-58", "MIK-89"),
}


class CheckLetters(Letter[NetworkCheck]):
    """The e-mails of one check that is concluded."""

    def context(self, mail: Mail) -> Context:
        facts = self.facts
        said = {
            "check": facts.kind.label,
            "number": facts.ref,
            "conforming": sum(1 for item in facts.items if item.verdict is CheckVerdict.CONFORMING),
            "conclusion": facts.conclusion,
            "corrections": [self._asked(number, item) for number, item in enumerate(facts.failed, start=1)],
        }
        if mail is Mail.CHECK_CONCLUDED:
            return self._decision(*RULES[facts.kind], decided_on=facts.concluded_on) | said
        by = facts.concluded_by.name if facts.concluded_by else ""
        return self._common(*RULES[facts.kind]) | said | {"concluded_on": facts.concluded_on, "concluded_by": by}

    def _asked(self, number: int, item: CheckedItem) -> Context:
        """One correction, with the number that the report gives it."""
        asked = item.correction
        request = worded(
            "{action}\nResponsable : {owner}. À faire avant le {day:%d/%m/%Y}.",
            action=asked.action, owner=asked.owner, day=asked.due_on,
        ) if asked else item.action  # fmt: skip
        found = " ".join(item.observation.split())
        return {"number": number, "support": item.section.label, "item": worded("{code} – {label}", code=item.code,
                label=item.label), "request": request, "found": found}  # fmt: skip
