"""IDTA 02006 Digital Nameplate: which machine of which plant it is."""

from dure.engine.floor.plant import Machine, Plant
from dure.floor.boards.aas.elements import Element, group, reference, submodel, text, words

SEMANTIC = "https://admin-shell.io/idta/nameplate/3/0/Nameplate"
ADDRESS = "https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/AddressInformation"
# What a firm that has only just begun does not know of its own machines is said, not invented.
NOT_TOLD = {"ko": "기록 없음", "en": "not recorded"}


def nameplate(base: str, plant: Plant, machine: Machine, organisation: str) -> Element:
    """The nameplate of one machine; its maker is not known to the plant."""
    return submodel(
        "Nameplate",
        f"{base}/nameplate",
        reference(SEMANTIC),
        [
            text("URIOfTheProduct", base, "0112/2///61987#ABN590#002", "xs:anyURI"),
            words("ManufacturerName", NOT_TOLD, "0112/2///61987#ABA565#009"),
            words("ManufacturerProductDesignation", _named(machine), "0112/2///61987#ABA567#009"),
            group("AddressInformation", _address(plant, organisation), ADDRESS),
            text("OrderCodeOfManufacturer", NOT_TOLD["en"], "0112/2///61987#ABA950#008"),
            text("SerialNumber", machine.id, "0112/2///61987#ABA951#009"),
            text(
                "UniqueFacilityIdentifier",
                base.rsplit("/", 1)[0],
                "https://admin-shell.io/idta/nameplate/3/0/UniqueFacilityIdentifier",
            ),
        ],
        ("3", "0"),
    )


def _named(machine: Machine) -> dict[str, str]:
    return machine.name or {"ko": machine.id}


def _address(plant: Plant, organisation: str) -> list[Element]:
    """Where the machine stands: the template asks for street, code, town and country of whoever answers for it."""
    return [
        words("Company", {"ko": organisation or plant.name}, "0173-1#02-AAW001#001"),
        words("Street", NOT_TOLD, "0173-1#02-AAO128#002"),
        words("Zipcode", NOT_TOLD, "0173-1#02-AAO129#002"),
        words("CityTown", NOT_TOLD, "0173-1#02-AAO132#002"),
        words("NationalCode", {"en": "KR"}, "0173-1#02-AAO134#002"),
    ]
