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
from workbench.project.keeping import Keeping
from workbench.project.suggesting import Suggestion
from workbench.store import statements
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
        label = f"Settle {len(members):,} claims as one statement"
        with self._store.write(label) as writer:
            wanted = []
            for one in members:
                claim = one.assertion
                passage_id = claim.passage_id
                if passage_id is None and claim.offered is not None:
                    offered = Suggestion(claim.article_id, claim.offered, claim.text)
                    passage_id = self._accept(writer, offered)
                assert passage_id is not None, claim  # noqa: S101 - a claim is one or the other
                wanted.append(Member(passage_id, one.opposite))
            made = statements.settle(writer, StatementSort.CLAIM, wanted, into=into)
            writer.touch_articles([one.assertion.article_id for one in members])
        return made


def _assertion(article: Article, **said: Any) -> Assertion:
    return Assertion(
        article_id=article.id,
        story=article.story,
        day=article.published[:10] if article.published else None,
        outlet=article.source,
        **said,
    )
