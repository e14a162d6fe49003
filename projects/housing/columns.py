"""The data dictionary: every column of the Ames table, what it holds and in which unit."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    IDENTIFIER = "identifier"
    """Names the sale; says nothing about the house that would hold elsewhere."""

    TARGET = "target"
    NUMBER = "number"
    CODE = "code"
    """A class of houses that happens to be written as a number: 60 is not three times 20."""

    CATEGORY = "category"


class Column(NamedTuple):
    name: str
    kind: Kind
    meaning: str


_ID, _NUM, _CAT = Kind.IDENTIFIER, Kind.NUMBER, Kind.CATEGORY

COLUMNS = (
    Column("Order", _ID, "running number of the sale"),
    Column("PID", _ID, "number of the parcel in the city's books"),
    Column("area", _NUM, "living area above ground, sq ft"),
    Column("price", Kind.TARGET, "what the house sold for, US dollars"),
    Column("MS.SubClass", Kind.CODE, "class of dwelling: storeys, age, attached or not"),
    Column("MS.Zoning", _CAT, "zoning of the land"),
    Column("Lot.Frontage", _NUM, "street along the lot, feet"),
    Column("Lot.Area", _NUM, "lot, sq ft"),
    Column("Street", _CAT, "surface of the street"),
    Column("Alley", _CAT, "surface of the alley; missing: no alley"),
    Column("Lot.Shape", _CAT, "how regular the lot is"),
    Column("Land.Contour", _CAT, "how flat the land is"),
    Column("Utilities", _CAT, "which utilities are connected"),
    Column("Lot.Config", _CAT, "inside, corner, cul-de-sac, open on two or three sides"),
    Column("Land.Slope", _CAT, "slope of the land"),
    Column("Neighborhood", _CAT, "part of the city"),
    Column("Condition.1", _CAT, "nearness to a main road, a railway or a park"),
    Column("Condition.2", _CAT, "the same, if there is a second one"),
    Column("Bldg.Type", _CAT, "detached, duplex, townhouse"),
    Column("House.Style", _CAT, "storeys and whether the upper one is finished"),
    Column("Overall.Qual", _NUM, "material and finish, 1 to 10"),
    Column("Overall.Cond", _NUM, "state of repair, 1 to 10"),
    Column("Year.Built", _NUM, "year"),
    Column("Year.Remod.Add", _NUM, "year of the last remodelling, or of building"),
    Column("Roof.Style", _CAT, "shape of the roof"),
    Column("Roof.Matl", _CAT, "material of the roof"),
    Column("Exterior.1st", _CAT, "cladding"),
    Column("Exterior.2nd", _CAT, "second cladding, if there is one"),
    Column("Mas.Vnr.Type", _CAT, "masonry veneer; missing: none or unknown, the area tells"),
    Column("Mas.Vnr.Area", _NUM, "masonry veneer, sq ft"),
    Column("Exter.Qual", _CAT, "quality of the exterior, Po Fa TA Gd Ex"),
    Column("Exter.Cond", _CAT, "state of the exterior, Po Fa TA Gd Ex"),
    Column("Foundation", _CAT, "kind of foundation"),
    Column("Bsmt.Qual", _CAT, "height of the basement; missing: no basement"),
    Column("Bsmt.Cond", _CAT, "state of the basement; missing: no basement"),
    Column("Bsmt.Exposure", _CAT, "walls at garden level; missing: no basement"),
    Column("BsmtFin.Type.1", _CAT, "finish of the basement; missing: no basement"),
    Column("BsmtFin.SF.1", _NUM, "basement finished in the first way, sq ft"),
    Column("BsmtFin.Type.2", _CAT, "second finish of the basement; missing: no basement"),
    Column("BsmtFin.SF.2", _NUM, "basement finished in the second way, sq ft"),
    Column("Bsmt.Unf.SF", _NUM, "unfinished basement, sq ft"),
    Column("Total.Bsmt.SF", _NUM, "basement, sq ft"),
    Column("Heating", _CAT, "kind of heating"),
    Column("Heating.QC", _CAT, "quality of the heating, Po Fa TA Gd Ex"),
    Column("Central.Air", _CAT, "air conditioning, Y or N"),
    Column("Electrical", _CAT, "electrical system"),
    Column("X1st.Flr.SF", _NUM, "first floor, sq ft"),
    Column("X2nd.Flr.SF", _NUM, "second floor, sq ft"),
    Column("Low.Qual.Fin.SF", _NUM, "finished in low quality, all floors, sq ft"),
    Column("Bsmt.Full.Bath", _NUM, "full bathrooms in the basement"),
    Column("Bsmt.Half.Bath", _NUM, "half bathrooms in the basement"),
    Column("Full.Bath", _NUM, "full bathrooms above ground"),
    Column("Half.Bath", _NUM, "half bathrooms above ground"),
    Column("Bedroom.AbvGr", _NUM, "bedrooms above ground"),
    Column("Kitchen.AbvGr", _NUM, "kitchens above ground"),
    Column("Kitchen.Qual", _CAT, "quality of the kitchen, Po Fa TA Gd Ex"),
    Column("TotRms.AbvGrd", _NUM, "rooms above ground, bathrooms not counted"),
    Column("Functional", _CAT, "how far it can be lived in, from typical to salvage"),
    Column("Fireplaces", _NUM, "fireplaces"),
    Column("Fireplace.Qu", _CAT, "quality of the fireplace; missing: no fireplace"),
    Column("Garage.Type", _CAT, "where the garage is; missing: no garage"),
    Column("Garage.Yr.Blt", _NUM, "year the garage was built; missing: no garage, or unknown"),
    Column("Garage.Finish", _CAT, "finish of the garage; missing: no garage"),
    Column("Garage.Cars", _NUM, "cars that fit"),
    Column("Garage.Area", _NUM, "garage, sq ft"),
    Column("Garage.Qual", _CAT, "quality of the garage; missing: no garage"),
    Column("Garage.Cond", _CAT, "state of the garage; missing: no garage"),
    Column("Paved.Drive", _CAT, "Y, N or P for partly"),
    Column("Wood.Deck.SF", _NUM, "wooden deck, sq ft"),
    Column("Open.Porch.SF", _NUM, "open porch, sq ft"),
    Column("Enclosed.Porch", _NUM, "enclosed porch, sq ft"),
    Column("X3Ssn.Porch", _NUM, "three-season porch, sq ft"),
    Column("Screen.Porch", _NUM, "screened porch, sq ft"),
    Column("Pool.Area", _NUM, "pool, sq ft"),
    Column("Pool.QC", _CAT, "quality of the pool; missing: no pool"),
    Column("Fence", _CAT, "quality of the fence; missing: no fence"),
    Column("Misc.Feature", _CAT, "shed, lift, tennis court, second garage; missing: none"),
    Column("Misc.Val", _NUM, "value of that feature, US dollars"),
    Column("Mo.Sold", _NUM, "month of the sale"),
    Column("Yr.Sold", _NUM, "year of the sale, 2006 to 2010"),
    Column("Sale.Type", _CAT, "kind of contract"),
    Column("Sale.Condition", _CAT, "circumstances: normal, forced, in the family, not finished"),
)


def names(*kinds: Kind) -> list[str]:
    """The columns of these kinds, in the order of the file."""
    return [column.name for column in COLUMNS if column.kind in kinds]


TARGET = "price"
NUMBERS = names(Kind.NUMBER)
CODES = names(Kind.CODE)
CATEGORIES = names(Kind.CATEGORY)
FEATURES = names(Kind.NUMBER, Kind.CODE, Kind.CATEGORY)
