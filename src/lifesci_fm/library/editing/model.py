"""One model laid open for editing; and two models that are one."""

from __future__ import annotations

from collections.abc import Sequence

from lifesci_fm.errors import UsageError
from lifesci_fm.library.editing import fields as read
from lifesci_fm.library.editing.fields import Field, Value, join_role, split_role
from lifesci_fm.library.editing.paper import ROLES, PaperSheet
from lifesci_fm.library.editing.rows import put_aliases, put_domains, rename
from lifesci_fm.library.editing.thing import Thing
from lifesci_fm.library.intake import Intake
from lifesci_fm.library.ledger import Row
from lifesci_fm.library.links import enrich
from lifesci_fm.library.quantities import count
from lifesci_fm.store.naming import resolve
from lifesci_fm.text import name_key, squeeze
from lifesci_fm.vocabulary import LINK_KINDS

#: The kind of a relation between models: the other one came first, and this one follows it (DNABERT, DNABERT-2).
PREDECESSOR = "predecessor"

FIELDS = (
    Field("name", "the old one stays an alias", read.text),
    Field("aliases", "other spellings and names", read.names, many=True, plural="alias"),
    Field("released", "first release: 2023, 2023-05 or 2023-05-17", read.partial_date),
    Field("domains", "the main one first", read.names, many=True, plural="domain"),
    Field("parameters", "as written: 53M, or 10M (V1); 104M (V2)", read.text),
    Field("parameter_count", "as a number, for sorting; made of parameters where they are one", read.quantity),
    Field("architecture", "architecture", read.text),
    Field("tokenisation", "how the input becomes tokens", read.text),
    Field("pretraining_data", "what it was pre-trained on", read.text),
    Field("licence", "licence of the weights", read.text),
    Field("links", f"kinds: {', '.join(LINK_KINDS)}", read.links, many=True, plural="link"),
    Field(
        "papers",
        "papers that introduce it; KEY:evaluates and KEY:uses for others",
        read.with_role(*ROLES),
        many=True,
        plural="paper",
    ),
    Field("predecessors", "models it follows, of the library or not", read.names, many=True, plural="predecessor"),
)

SCALARS = ("released", "parameters", "architecture", "tokenisation", "pretraining_data", "licence")


class ModelSheet(Thing):
    """A model's fields."""

    noun = "model"
    fields = FIELDS
    with_roles = ("papers",)

    def __init__(self, intake: Intake, number: int) -> None:
        super().__init__(intake, number)
        self.spellings = self.parts("model_alias")
        self._domains = sorted(self.parts("model_domain"), key=lambda row: (row["position"], row["id"]))
        self._relations = [row for row in self.parts("model_relation") if row["kind"] == PREDECESSOR]

    def finish(self) -> None:
        """Whoever edits a model states that it is one."""
        if self.ledger.pending:
            self.ledger.set(self.row, guessed=False)
        super().finish()

    def canonical(self, name: str, item: Value) -> Value:
        """Papers by their keys with the role kept, predecessors by the name that the library has for them."""
        if name == "papers":
            paper, role = split_role(item, ROLES)
            return join_role(resolve(self.ledger.database, paper).key, role, ROLES[0])
        if name == "predecessors":
            known = self.intake.models.find(item)
            return known.row["name"] if known else item
        return super().canonical(name, item)

    # -- fields that are no column of theirs ---------------------------------------------------------------------

    def put_name(self, value: Value, _: Sequence[Value]) -> None:
        """Rename it."""
        if value is None or not name_key(value):
            raise UsageError("A model needs a name.", "Give one, or remove it: `fm model remove`.")
        rename(self.ledger, self.row, self.spellings, value)

    def get_aliases(self) -> Value:
        """Its other names."""
        return sorted(row["alias"] for row in self.spellings)

    def put_aliases(self, value: Value, _: Sequence[Value]) -> None:
        """Change them."""
        put_aliases(self.facts, self.row, self.claims, self.spellings, value)

    def get_domains(self) -> Value:
        """Its domains."""
        return [self.intake.domains.name(row["domain_id"]) for row in self._domains]

    def put_domains(self, value: Value, _: Sequence[Value]) -> None:
        """Change them."""
        put_domains(self.facts, self.intake.domains, self.row, self.claims, self._domains, value)

    def put_parameters(self, value: Value, _: Sequence[Value]) -> None:
        """The number follows what is written, until one is given."""
        self.insist("parameters", value)
        self.ledger.set(self.row, parameter_count=count(value) if value else None)

    def put_parameter_count(self, value: Value, _: Sequence[Value]) -> None:
        """The number alone: it repeats what is written, and is no statement of its own."""
        self.ledger.set(self.row, parameter_count=value)

    def get_papers(self) -> Value:
        """Papers with their roles, those that introduce it first."""
        tied = [join_role(key, row["role"], ROLES[0]) for row, key in self.tied("paper_model", "paper")]
        return sorted(tied, key=lambda item: ":" in item)

    def put_papers(self, value: Value, told: Sequence[Value]) -> None:
        """A paper's models are changed on the paper's own sheet, where guesses give way."""
        before, name = set(self.get_papers()), self.name
        self.ledger.flush()
        for item in [item for item in before if item not in value] + [i for i in value if i not in before or i in told]:
            key, role = split_role(item, ROLES)
            sheet = PaperSheet(self.intake, resolve(self.ledger.database, key).id)
            mine, held = join_role(name, role, ROLES[0]), sheet.values()["models"]
            if item in value:
                sheet.put("models", [*held, *([] if mine in held else [mine])], [mine])
            else:
                sheet.put("models", [one for one in held if one != mine], [])
            sheet.finish()

    def get_predecessors(self) -> Value:
        """Models it follows."""
        return [row["other"] for row in self._relations]

    def put_predecessors(self, value: Value, _: Sequence[Value]) -> None:
        """Change them. Raises UsageError for a model that would follow itself."""
        wanted = {name_key(name): squeeze(name) for name in value}
        if self.row["name_key"] in wanted:
            raise UsageError(f"{self.name} cannot be its own predecessor.", "Name another model.")
        for row in [row for row in self._relations if row["other_key"] not in wanted]:
            self.ledger.drop(row)
            self._relations.remove(row)
        held = {row["other_key"] for row in self._relations}
        for key, other in wanted.items():
            if key not in held:
                values = {"model_id": self.row["id"], "kind": PREDECESSOR, "other": other, "other_key": key}
                self._relations.append(self.ledger.new("model_relation", **values, origin_id=self.facts.origin_id))


# -- merging ---------------------------------------------------------------------------------------------------------

#: Tables that tie a model to something, and the columns in which two ties of one model are the same.
_TIES = {
    "paper_model": ("paper_id", "role"),
    "dataset_model": ("dataset_id", "role"),
    "article_model": ("article_id",),
    "model_domain": ("domain_id",),
    "model_relation": ("kind", "other_key"),
    "claim": ("field", "value", "origin_id"),
    "link": ("url_key",),
}


def merge(intake: Intake, kept_name: str, gone_name: str) -> str:
    """Make one model of two: everything of the second goes to the first, its names become aliases.

    Where both say something, what is said of the first stands by the usual rules, and the other is a claim. Returns
    the name of the second. Raises NotFound, Ambiguous, or UsageError for one and the same.
    """
    ledger = intake.ledger
    kept = ModelSheet(intake, ModelSheet.number(intake, kept_name))
    gone = ModelSheet(intake, ModelSheet.number(intake, gone_name))
    if kept.row["id"] == gone.row["id"]:
        raise UsageError(f"{kept_name!r} and {gone_name!r} are one model already.", "Name two.")
    for field in SCALARS:
        _say_of(kept, gone, field)
    for table, columns in _TIES.items():
        _move(kept, gone, table, columns)
    for spelling in (gone.name, *gone.get_aliases()):
        if spelling not in (kept.name, *kept.get_aliases()):
            values = {"model_id": kept.row["id"], "alias": spelling, "alias_key": name_key(spelling)}
            kept.spellings.append(ledger.new("model_alias", **values))
    names = {kept.row["name_key"], *(row["alias_key"] for row in kept.spellings)}
    for row in kept.parts("model_relation") + gone.parts("model_relation"):
        if row["other_key"] in names:  # it would follow itself
            ledger.drop(row)
    if not gone.row["guessed"]:
        ledger.set(kept.row, guessed=False)
    ledger.drop(gone.row)
    ledger.flush()
    return gone.name


def _say_of(kept: ModelSheet, gone: ModelSheet, field: str) -> None:
    value, facts = gone.row[field], kept.facts
    if value is None:
        return
    stating = [c["origin_id"] for c in gone.claims if c["field"] == field and c["value"] == str(value)]
    with facts.speaking_for(facts.origins.origin((stating or [gone.row["origin_id"]])[0])):
        if facts.say(kept.row, kept.claims, field, value) and field == "parameters":
            kept.ledger.set(kept.row, parameter_count=gone.row["parameter_count"])


def _move(kept: ModelSheet, gone: ModelSheet, table: str, columns: tuple[str, ...]) -> None:
    """Rows of the second become the first's, unless it has their like."""
    ours = {"claim": kept.claims, "link": kept.links}.get(table) or kept.parts(table)
    theirs = {"claim": gone.claims, "link": gone.links}.get(table) or gone.parts(table)
    held = {_alike(row, columns): row for row in ours}
    for row in theirs:
        like = held.get(_alike(row, columns))
        if like is None:
            kept.ledger.set(row, model_id=kept.row["id"])
            held[_alike(row, columns)] = row
        elif table == "link":
            enrich(kept.ledger, like, row["kind"], row["title"])
        elif not row.get("guessed", True):
            kept.ledger.set(like, guessed=False)


def _alike(row: Row, columns: tuple[str, ...]) -> tuple[Value, ...]:
    return tuple(row[column] for column in columns)
