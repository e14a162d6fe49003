"""What a cell of each column may hold, for the table that is learnt from and for houses whose price is asked.

Categories are those of De Cock's documentation that occur in the table; where a number has no bound of its own, it is
not negative.
"""

from projects.housing.columns import CATEGORIES, CODES, NUMBERS
from projects.housing.missing import HAS_NONE, NONE

YEARS_SOLD = (2006, 2010)

RANGES: dict[str, tuple[float, float]] = dict.fromkeys(NUMBERS, (0.0, 250_000.0)) | {
    "area": (300, 6_000),
    "Lot.Frontage": (10, 500),
    "Lot.Area": (500, 250_000),
    "Overall.Qual": (1, 10),
    "Overall.Cond": (1, 10),
    "Year.Built": (1850, 2010),
    "Year.Remod.Add": (1850, 2010),
    "Garage.Yr.Blt": (1850, 2012),
    "Full.Bath": (0, 10),
    "Half.Bath": (0, 10),
    "Bedroom.AbvGr": (0, 20),
    "Kitchen.AbvGr": (0, 10),
    "TotRms.AbvGrd": (1, 40),
    "Fireplaces": (0, 10),
    "Garage.Cars": (0, 10),
    "Mo.Sold": (1, 12),
    "Yr.Sold": YEARS_SOLD,
}

PRICES = (10_000, 1_000_000)

_QUALITY = "Po Fa TA Gd Ex"
_FINISH = "GLQ ALQ BLQ Rec LwQ Unf"

_WORDS: dict[str, str] = {
    "Street": "Grvl Pave",
    "Alley": "Grvl Pave",
    "Lot.Shape": "Reg IR1 IR2 IR3",
    "Land.Contour": "Lvl Bnk HLS Low",
    "Utilities": "AllPub NoSewr NoSeWa ELO",
    "Lot.Config": "Inside Corner CulDSac FR2 FR3",
    "Land.Slope": "Gtl Mod Sev",
    "Neighborhood": "Blmngtn Blueste BrDale BrkSide ClearCr CollgCr Crawfor Edwards Gilbert Greens GrnHill IDOTRR "
    "Landmrk MeadowV Mitchel NAmes NPkVill NWAmes NoRidge NridgHt OldTown SWISU Sawyer SawyerW Somerst StoneBr Timber "
    "Veenker",
    "Condition.1": "Artery Feedr Norm RRNn RRAn PosN PosA RRNe RRAe",
    "Condition.2": "Artery Feedr Norm RRNn RRAn PosN PosA RRNe RRAe",
    "Bldg.Type": "1Fam 2fmCon Duplex TwnhsE Twnhs",
    "House.Style": "1Story 1.5Fin 1.5Unf 2Story 2.5Fin 2.5Unf SFoyer SLvl",
    "Roof.Style": "Flat Gable Gambrel Hip Mansard Shed",
    "Roof.Matl": "ClyTile CompShg Membran Metal Roll Tar&Grv WdShake WdShngl",
    "Mas.Vnr.Type": "BrkCmn BrkFace CBlock None Stone",
    "Exter.Qual": _QUALITY,
    "Exter.Cond": _QUALITY,
    "Foundation": "BrkTil CBlock PConc Slab Stone Wood",
    "Bsmt.Qual": _QUALITY,
    "Bsmt.Cond": _QUALITY,
    "Bsmt.Exposure": "Gd Av Mn No",
    "BsmtFin.Type.1": _FINISH,
    "BsmtFin.Type.2": _FINISH,
    "Heating": "Floor GasA GasW Grav OthW Wall",
    "Heating.QC": _QUALITY,
    "Central.Air": "N Y",
    "Electrical": "SBrkr FuseA FuseF FuseP Mix",
    "Kitchen.Qual": _QUALITY,
    "Functional": "Typ Min1 Min2 Mod Maj1 Maj2 Sev Sal",
    "Fireplace.Qu": _QUALITY,
    "Garage.Type": "2Types Attchd Basment BuiltIn CarPort Detchd",
    "Garage.Finish": "Fin RFn Unf",
    "Garage.Qual": _QUALITY,
    "Garage.Cond": _QUALITY,
    "Paved.Drive": "Y P N",
    "Pool.QC": _QUALITY,
    "Fence": "GdPrv MnPrv GdWo MnWw",
    "Misc.Feature": "Elev Gar2 Othr Shed TenC",
    "Sale.Condition": "Normal Abnorml AdjLand Alloca Family Partial",
}

CHOICES: dict[str, frozenset[str]] = {
    name: frozenset(words.split()) | ({NONE} if name in HAS_NONE else frozenset()) for name, words in _WORDS.items()
}
"""Other categories may hold any word: a new cladding is no mistake, and counts as a rare one."""

CODES_ALLOWED: dict[str, frozenset[int]] = {
    "MS.SubClass": frozenset({20, 30, 40, 45, 50, 60, 70, 75, 80, 85, 90, 120, 150, 160, 180, 190})
}

FREE = tuple(name for name in CATEGORIES if name not in CHOICES)

MAY_BE_UNKNOWN: dict[str, float] = {
    "Lot.Frontage": 0.25,
    "Garage.Yr.Blt": 0.1,
    "Mas.Vnr.Type": 0.05,
    "Mas.Vnr.Area": 0.05,
}
"""The largest share of cells that may be unknown; of any other column one cell in a hundred."""

UNKNOWN = 0.01

REQUIRED = ("area", "Neighborhood", "Overall.Qual", "Year.Built", "Yr.Sold")
"""Of a house whose price is asked. What else is unknown is estimated, and the answer says how much was."""

assert set(CODES_ALLOWED) == set(CODES)
