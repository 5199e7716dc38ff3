"""What articles claim together: the same or the opposite, proposed and settled."""

from collections.abc import Sequence
from typing import Any

from workbench.analysis.claim_groups import (
    Assertion,
    ClaimGroup,
    GroupedClaim,
    Settled,
    claim_groups,
)
from workbench.domain import (
    Article,
    Kind,
    Member,
    Passage,
    PassageFilter,
    StatementSort,
    SuggestedClaim,
)
from workbench.project.content import counted
from workbench.project.keeping import Keeping
from workbench.project.suggesting import Suggestion
from workbench.store import Writer, statements
from workbench.tasks import Task


class Asserting(Keeping):
    """Claims across articles. What is settled is one step of the journal."""

    def claim_groups(
        self, task: Task | None = None, *, suggested_from: float | None = None
    ) -> list[ClaimGroup]:
        """Claims that say the same or the opposite, those in the most independent stories first.

        With `suggested_from` what is suggested from that score on stands among the passages.
        Off the GUI thread; raises `Cancelled`.
        """
        task = task or Task()
        found = self.passages(PassageFilter(kind=Kind.CLAIM))
        offered: list[Suggestion] = []
        if suggested_from is not None:
            offered = [
                one for one in self.all_suggestions(suggested_from, task) if one.kind is Kind.CLAIM
            ]
        ids = {one.article_id for one in found} | {one.article_id for one in offered}
        articles = self.articles_by_id(list(ids))
        main_name = self.name_book().main_name

        def named(name: str | None) -> str | None:
            return main_name(name) if name else None

        def of_passage(passage: Passage) -> Assertion:
            details = passage.details
            return _assertion(
                articles[passage.article_id],
                span=passage.span,
                text=passage.words,
                who=named(details.claimant or details.speaker),
                stance=details.stance,
                passage_id=passage.id,
            )

        def of_suggestion(one: Suggestion) -> Assertion:
            claim = one.offered
            assert isinstance(claim, SuggestedClaim)  # noqa: S101 - chosen above
            return _assertion(
                articles[one.article_id],
                span=one.span,
                text=one.text,
                who=named(claim.claimant),
                stance=claim.stance,
                offered=claim,
            )

        settled = [
            Settled(
                one.id,
                one.label,
                {member.passage_id: member.opposite for member in one.members},
            )
            for one in self.statements(StatementSort.CLAIM)
        ]
        claims = [*map(of_passage, found), *map(of_suggestion, offered)]
        return claim_groups(claims, settled, task)

    def settle_claims(self, members: Sequence[GroupedClaim], into: int | None = None) -> int:
        """Settle that claims say the same or the opposite, as a statement of its own or as part
        of one; suggestions among them are accepted in the same step. Returns the statement's id.
        """
        with self._store.write(f"Settle {len(members):,} claims as one statement") as writer:
            wanted = [Member(self._made(writer, one.assertion), one.opposite) for one in members]
            made = statements.settle(writer, StatementSort.CLAIM, wanted, into=into)
            writer.touch_articles([one.assertion.article_id for one in members])
        return made

    def part_claims(self, members: Sequence[GroupedClaim]) -> None:
        """Settle that each of these claims is a statement of its own, like no other."""
        with self._store.write(counted("Take", len(members), "claim") + " out") as writer:
            for one in members:
                alone = Member(self._made(writer, one.assertion))
                statements.settle(writer, StatementSort.CLAIM, [alone])
            writer.touch_articles([one.assertion.article_id for one in members])

    def _made(self, writer: Writer, claim: Assertion) -> int:
        """The id of a claim's passage, which is made of what is only suggested."""
        if claim.passage_id is not None:
            return claim.passage_id
        assert claim.offered is not None, claim  # noqa: S101 - a claim is one or the other
        return self._accept(writer, Suggestion(claim.article_id, claim.offered, claim.text))


def _assertion(article: Article, **said: Any) -> Assertion:
    return Assertion(
        article_id=article.id,
        story=article.story,
        day=article.published[:10] if article.published else None,
        outlet=article.source,
        **said,
    )
