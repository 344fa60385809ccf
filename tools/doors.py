"""An import contract of the house: another app's closed rooms are not imported."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Fields: ``folders`` of apps, ``apps`` besides them, and the ``closed`` rooms of each."""

    folders = fields.SetField(subfield=fields.StringField())
    apps = fields.SetField(subfield=fields.StringField(), required=False)
    closed = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Only direct imports count: what a door itself uses is its own business."""
        broken = sorted(
            {
                (line["importer"], line["line_number"], line["imported"])
                for app in self._apps(graph)
                for room in self._rooms(graph, app)
                for importer in graph.find_modules_that_directly_import(room)
                if app_of(importer, self._apps(graph)) not in {app, None}
                for line in graph.get_import_details(importer=importer, imported=room)
            }
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line for each import, with its place."""
        for importer, line, imported in check.metadata["broken"]:
            output.print_error(f"- {importer} (l.{line}) imports {imported}", bold=False)
        output.new_line()

    def _apps(self, graph: ImportGraph) -> set[str]:
        present = [folder for folder in self.folders if folder in graph.modules]
        children = {child for folder in present for child in graph.find_children(folder)}
        return children | set(self.apps or ())

    def _rooms(self, graph: ImportGraph, app: str) -> list[str]:
        rooms = [f"{app}.{name}" for name in self.closed]
        return sorted(m for m in graph.modules for room in rooms if m == room or m.startswith(f"{room}."))


def app_of(module: str, apps: set[str]) -> str | None:
    """The app a module belongs to; None for what is no app, such as the configuration."""
    return next((app for app in apps if module == app or module.startswith(f"{app}.")), None)
