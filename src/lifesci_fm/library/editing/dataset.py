"""One dataset laid open for editing."""

from __future__ import annotations

from collections.abc import Sequence

from lifesci_fm.errors import Ambiguous, MalformedIdentifier, NotFound, UsageError
from lifesci_fm.identifiers import parse
from lifesci_fm.library.denials import allow, deny
from lifesci_fm.library.editing import fields as read
from lifesci_fm.library.editing.fields import Field, Value, join_role, split_role
from lifesci_fm.library.editing.rows import put_aliases, rename
from lifesci_fm.library.editing.thing import Thing
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.quantities import count
from lifesci_fm.records import ModelRecord
from lifesci_fm.store.derived import url_key
from lifesci_fm.store.naming import find_papers
from lifesci_fm.text import name_key
from lifesci_fm.vocabulary import LINK_KINDS, ModelRole, OriginKind

ROLES = (ModelRole.USES, ModelRole.TRAINED_ON, ModelRole.FINE_TUNED_ON, ModelRole.EVALUATED_ON)

FIELDS = (
    Field("name", "the old one stays an alias", read.text),
    Field("aliases", "other names", read.names, many=True, plural="alias"),
    Field("modality", "data type: scRNA-seq, Perturb-seq, H&E images", read.text),
    Field("scale", "as written: 33M cells", read.text),
    Field("scale_count", "as a number, for sorting; made of scale where it is one", read.quantity),
    Field("task", "what it is used for", read.text),
    Field("url", "where it is found", read.url),
    Field("address", "what stands in place of a URL: an accession number", read.text),
    Field("paper", "the paper that describes it: key, DOI, arXiv id or URL; the library need not have it", read.text),
    Field("paper_title", "that paper's title", read.text),
    Field(
        "models",
        f"NAME or NAME:role; roles: {', '.join(ROLES)}",
        read.with_role(*ROLES),
        many=True,
        plural="model",
    ),
    Field("links", f"further links; kinds: {', '.join(LINK_KINDS)}", read.links, many=True, plural="link"),
)


class DatasetSheet(Thing):
    """A dataset's fields."""

    noun = "dataset"
    fields = FIELDS
    with_roles = ("models",)

    def __init__(self, intake: Intake, number: int) -> None:
        super().__init__(intake, number)
        self._aliases = self.parts("dataset_alias")

    def alike(self, name: str, item: Value) -> object:
        """A model in one role is not the same in another."""
        if name == "models":
            model, role = split_role(item, ROLES)
            return name_key(model), role
        return super().alike(name, item)

    # -- fields that are no column of theirs ---------------------------------------------------------------------

    def put_name(self, value: Value, _: Sequence[Value]) -> None:
        """Rename it."""
        if value is None or not name_key(value):
            raise UsageError("A dataset needs a name.", "Give one, or remove it: `fm dataset remove`.")
        rename(self.ledger, self.row, self._aliases, value)

    def get_aliases(self) -> Value:
        """Its other names."""
        return sorted(row["alias"] for row in self._aliases)

    def put_aliases(self, value: Value, _: Sequence[Value]) -> None:
        """Change them."""
        put_aliases(self.facts, self.row, self.claims, self._aliases, value)

    def put_scale(self, value: Value, _: Sequence[Value]) -> None:
        """The number follows what is written, until one is given."""
        self.insist("scale", value)
        self.ledger.set(self.row, scale_count=count(value) if value else None)

    def put_scale_count(self, value: Value, _: Sequence[Value]) -> None:
        """The number alone: it repeats what is written, and is no statement of its own."""
        self.ledger.set(self.row, scale_count=value)

    def put_url(self, value: Value, _: Sequence[Value]) -> None:
        """Change the URL and the form in which it is compared."""
        self.insist("url", value)
        self.ledger.set(self.row, url_key=url_key(value))

    def get_models(self) -> Value:
        """Models with their roles."""
        tied = [join_role(name, row["role"], ROLES[0]) for row, name in self.tied("dataset_model", "model")]
        return sorted(tied, key=str.casefold)

    def put_models(self, value: Value, _: Sequence[Value]) -> None:
        """Change them; a model that nobody has described yet is made."""
        held = {self.alike("models", join_role(name, row["role"], ROLES[0])): (row, name)
                for row, name in self.tied("dataset_model", "model")}  # fmt: skip
        kept = {self.alike("models", item) for item in value}
        for alike, (row, name) in held.items():
            if alike not in kept:
                deny(self.facts, self.row, self.claims, "model", name_key(name))
                self.ledger.drop(row)
        for item in value:
            if self.alike("models", item) in held:
                continue
            name, role = split_role(item, ROLES)
            model = self.intake.models.find(name) or self.intake.models.state(ModelRecord(name=name))
            if model is not None:
                allow(self.facts, self.claims, "model", name_key(name))
                values = {"dataset_id": self.row["id"], "model_id": model.row["id"], "role": role.value}
                self.ledger.new("dataset_model", **values, origin_id=self.facts.origin_id)

    # -- its paper -----------------------------------------------------------------------------------------------

    def get_paper(self) -> Value:
        """The key of the paper that describes it, else its identifier, unless that is a URL, else its URL."""
        if self.row["paper_id"] is not None:
            return self.ledger.query("SELECT key FROM paper WHERE id = ?", self.row["paper_id"])[0][0]
        if self.row["paper_value"] is not None and not (self.row["paper_scheme"] == "url" and self.row["paper_url"]):
            return f"{self.row['paper_scheme']}:{self.row['paper_value']}"
        return self.row["paper_url"]

    def put_paper(self, value: Value, _: Sequence[Value]) -> None:
        """Tie it to a paper of the library, or to the identifier of one that may come.

        Raises Ambiguous, or NotFound for a text that is neither a name nor an identifier.
        """
        facts, row = self.facts, self.row
        if row["paper_value"] is not None:
            with facts.speaking_for(facts.origins.origin(row["origin_id"])):
                facts.claim(row, self.claims, "paper_identifier", f"{row['paper_scheme']}:{row['paper_value']}")
        for claim in facts.claims_of(self.claims, "paper_identifier", OriginKind.USER):
            self.ledger.drop(claim)
            self.claims.remove(claim)
        paper_id, scheme, identifier, page = self._found(value) if value else (None, None, None, None)
        facts.claim(row, self.claims, "paper_identifier", f"{scheme}:{identifier}" if identifier else "")
        self.ledger.set(row, paper_id=paper_id, paper_scheme=scheme, paper_value=identifier)
        self.insist("paper_url", page)

    def _found(self, text: str) -> tuple[int | None, str | None, str | None, str | None]:
        """Id of the paper, scheme and value of its identifier, URL; what is not known is None."""
        papers = find_papers(self.ledger.database, text)
        if len(papers) > 1:
            raise Ambiguous(f"{text!r} names {len(papers)} papers.", list(map(str, papers)), "Name one by its key.")
        try:
            reference = parse(text)
        except MalformedIdentifier as fault:
            if not papers:
                raise NotFound(f"No paper is called {text!r}.", "Give its DOI, arXiv id or URL.") from fault
            reference = None
        if reference is not None:
            named = reference.identifier
            return papers[0].id if papers else None, named.scheme.value, named.value, reference.url or named.url
        sql = "SELECT scheme, value FROM identifier WHERE paper_id = ? AND value IN"
        sql += " (SELECT doi FROM paper WHERE id = ?1 UNION SELECT arxiv FROM paper WHERE id = ?1) ORDER BY scheme DESC"
        found = self.ledger.query(sql, papers[0].id)
        scheme, value = found[0] if found else (None, None)
        ((url,),) = self.ledger.query("SELECT url FROM paper WHERE id = ?", papers[0].id)
        return papers[0].id, scheme, value, url
