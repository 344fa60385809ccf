"""The parts that submodels are made of, in the JSON of the AAS metamodel 3."""

from typing import Any

Element = dict[str, Any]


def reference(value: str, kind: str = "GlobalReference") -> Element:
    outer = "ModelReference" if kind == "Submodel" else "ExternalReference"
    return {"type": outer, "keys": [{"type": kind, "value": value}]}


def text(name: str | None, value: str, semantic: str, value_type: str = "xs:string") -> Element:
    """A property with one value."""
    return _named({"modelType": "Property", "valueType": value_type, "value": value}, name, semantic)


def words(name: str, value: dict[str, str], semantic: str) -> Element:
    """A text in several languages."""
    told = [{"language": language, "text": each} for language, each in value.items()]
    return _named({"modelType": "MultiLanguageProperty", "value": told}, name, semantic)


def group(name: str | None, parts: list[Element], semantic: str) -> Element:
    return _named({"modelType": "SubmodelElementCollection", "value": parts}, name, semantic)


def sequence(name: str, parts: list[Element], semantic: str, of: str) -> Element:
    """A list whose members have no names of their own."""
    return _named(
        {
            "modelType": "SubmodelElementList",
            "orderRelevant": False,
            "typeValueListElement": "SubmodelElementCollection",
            "semanticIdListElement": reference(of),
            "value": parts,
        },
        name,
        semantic,
    )


def file(name: str, path: str, content_type: str, semantic: str) -> Element:
    return _named({"modelType": "File", "contentType": content_type, "value": path}, name, semantic)


def submodel(name: str, identifier: str, semantic: Element, parts: list[Element], version: tuple[str, str]) -> Element:
    return {
        "modelType": "Submodel",
        "id": identifier,
        "idShort": name,
        "kind": "Instance",
        "administration": {"version": version[0], "revision": version[1]},
        "semanticId": semantic,
        "submodelElements": parts,
    }


def shell(name: str, identifier: str, asset: str, submodels: list[Element]) -> Element:
    """An administration shell of one asset, referring to its submodels."""
    return {
        "modelType": "AssetAdministrationShell",
        "id": identifier,
        "idShort": name,
        "assetInformation": {"assetKind": "Instance", "globalAssetId": asset},
        "submodels": [reference(each["id"], "Submodel") for each in submodels],
    }


def _named(element: Element, name: str | None, semantic: str) -> Element:
    named = {"idShort": name} if name else {}
    return {**element, **named, "semanticId": reference(semantic)}
