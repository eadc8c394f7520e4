# ruff: noqa: E501 - the tables below read better with a row to a line
"""What councils buy: one vocabulary, and each publisher's own words for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of thing bought.

    `cpv` is its code in the EU vocabulary, `proclass` its top level in ProClass 17, `trade` the words
    a firm in that trade puts after its name, `base` a typical line in pence, `vat` whether a line
    carries 20 % VAT, `contracted` whether councils hold registered contracts for it.
    """

    slug: str
    title: str
    cpv: str
    proclass: str
    proclass_label: str
    department: str
    service: str
    trade: tuple[str, ...]
    purposes: tuple[str, ...]
    base: int
    vat: bool
    contracted: bool


def _c(
    text: str, base: int, trade: str, purposes: str, *, vat: bool = True, contracted: bool = False
) -> Category:
    slug, title, cpv, proclass, label, department, service = (part.strip() for part in text.split("|"))
    return Category(slug, title, cpv, proclass, label, department, service,
                    tuple(trade.split("/")), tuple(purposes.split("/")), base, vat, contracted)  # fmt: skip


CATEGORIES = (
    _c("agency-staff|Agency staff|79620000|260000|Human Resources|Corporate Services|People and Change", 310_000,
       "Recruitment/Resourcing/Staffing", "Agency staff/Temporary staff w/e/Interim manager", contracted=True),
    _c("highways|Highways maintenance|45233141|390000|Works - Construction, Repair & Maintenance|Place|Highways", 940_000,
       "Civil Engineering/Surfacing/Highways", "Carriageway patching/Resurfacing scheme/Footway repairs", contracted=True),
    _c("cleaning|Cleaning of buildings|90911200|130000|Cleaning & Janitorial|Corporate Services|Facilities", 145_000,
       "Cleaning Services/Facilities", "Contract cleaning/Window cleaning/Deep clean", contracted=True),
    _c("stationery|Stationery and paper|30192000|340000|Stationery|Corporate Services|Business Support", 62_000,
       "Office Supplies/Paper", "Stationery/Copier paper/Consumables", contracted=True),
    _c("school-transport|Home to school transport|60130000|360000|Passenger Transport|Children and Families|Travel Assistance", 185_000,
       "Coaches/Minibuses/Cars", "SEND route/Home to school taxi/Escort and vehicle", vat=False, contracted=True),
    _c("software|Software licences and support|48000000|270000|Information Communication Technology|Corporate Services|Digital", 560_000,
       "Systems/Software/Digital", "Annual licence/Support and maintenance/Hosting", contracted=True),
    _c("grounds|Grounds maintenance|77314000|240000|Horticultural|Place|Parks and Open Spaces", 128_000,
       "Landscapes/Grounds Care/Arboriculture", "Grass cutting/Tree works/Planting", contracted=True),
    _c("security|Security services|79710000|190000|Facilities & Management Services|Corporate Services|Facilities", 134_000,
       "Security/Guarding", "Manned guarding/Key holding/CCTV monitoring", contracted=True),
    _c("electricity|Electricity|09310000|370000|Utilities|Corporate Services|Energy", 420_000,
       "Energy Supply", "Electricity supply/Unmetered supply", contracted=True),
    _c("print|Printing|79810000|300000|Mail Services|Corporate Services|Communications", 74_000,
       "Print/Press", "Printing of leaflets/Council tax bills/Posters", contracted=True),
    _c("waste|Waste treatment|90510000|180000|Environmental Services|Place|Waste and Recycling", 1_150_000,
       "Recycling/Waste Management", "Residual waste gate fee/Glass recycling/Green waste", contracted=True),
    _c("legal|Legal advice|79100000|280000|Legal Services|Corporate Services|Legal", 215_000,
       "Solicitors LLP/Law LLP", "Counsel's fees/Legal advice/Conveyancing", contracted=True),
    _c("fleet|Vehicle hire and maintenance|50100000|380000|Vehicle Management|Place|Fleet", 168_000,
       "Vehicle Hire/Fleet Services", "Vehicle hire/Spare parts/Tyres", contracted=True),
    _c("lifts|Lift maintenance|50750000|190000|Facilities & Management Services|Corporate Services|Facilities", 88_000,
       "Lifts", "Lift service/Call-out", contracted=True),
    _c("lighting|Street lighting|50232100|350000|Street & Traffic Management|Place|Street Lighting", 390_000,
       "Lighting/Electrical", "LED replacement/Column testing", contracted=True),
    _c("health-visiting|Health visiting and school nursing|85141000|310000|Healthcare|Public Health|Healthy Child", 4_800_000,
       "NHS Foundation Trust", "Block payment 0-19 service", vat=False, contracted=True),
    _c("residential-care|Residential and nursing care|85311000|410000|Social Community Care Supplies & Services|Adult Social Care|Older People", 390_000,
       "Care Homes/Care/Nursing", "Residential placement/Nursing placement/Respite", vat=False),
    _c("home-care|Care at home|85312000|410000|Social Community Care Supplies & Services|Adult Social Care|Home Care", 205_000,
       "Homecare/Support at Home", "Domiciliary care 4 weekly/Extra care", vat=False),
    _c("foster-care|Fostering and children's homes|85311300|410000|Social Community Care Supplies & Services|Children and Families|Placements", 460_000,
       "Foster Care/Children's Homes", "Placement fee/Foster placement/Parent and child placement", vat=False),
    _c("building-works|Building repairs|45210000|390000|Works - Construction, Repair & Maintenance|Place|Property", 295_000,
       "Builders/Roofing/Construction/Joinery", "Roof repairs/Planned maintenance/Window replacement"),
    _c("consultancy|Consultancy|79410000|150000|Consultancy|Regeneration|Growth", 330_000,
       "Consulting/Advisory/Associates", "Feasibility study/Masterplan/Programme support"),
    _c("training|Training and education|80500000|170000|Education|Children and Families|Learning", 95_000,
       "Training/Education/Learning", "Training course/Alternative provision/Tuition", vat=False),
    _c("ict-equipment|Computers and telephones|30200000|270000|Information Communication Technology|Corporate Services|Digital", 140_000,
       "Computers/Technology/Telecom", "Laptops/Network equipment/Mobile charges"),
    _c("catering|Food and catering|15000000|110000|Catering|Children and Families|School Meals", 71_000,
       "Foods/Produce/Dairies", "Food supplies/Milk/Fruit and vegetables", vat=False),
    _c("voluntary|Voluntary sector grants|98000000|410000|Social Community Care Supplies & Services|Communities|Voluntary Sector", 180_000,
       "Trust/Community Association", "Grant quarter payment/Community fund/Advice service", vat=False),
    _c("public-bodies|Public bodies and schools|75000000|200000|Financial Services|Finance|Levies", 1_700_000,
       "Primary School/Academy Trust", "Precept/Dedicated schools grant/Levy", vat=False),
    _c("people|Payments to people|85300000|410000|Social Community Care Supplies & Services|Adult Social Care|Direct Payments", 98_000,
       "", "Direct payment/Foster carer allowance/Special guardianship", vat=False),
    _c("pseudo|Taxes, benefits and clearing|66000000|200000|Financial Services|Finance|Exchequer", 2_900_000,
       "", "Monthly return/Benefit payment run/CHAPS", vat=False),
)  # fmt: skip

BY_SLUG = {category.slug: category for category in CATEGORIES}

# The same things as three other ledgers call them.
_OTHER_WORDS = {
    "agency-staff": ("Temporary Staff-Basic", "Agency Fees", "HR - Agency Workers"),
    "highways": ("Main Works Contractor", "Pmnt to Ctrs-Highways", "Roads: repairs"),
    "cleaning": ("Cleaning & Domestic Supplies", "Contract Cleaning", "Cleaning Of Buildings"),
    "stationery": ("Printing Stationery & Gen Office", "Stationery", "Office Sundries"),
    "school-transport": ("Pupil Transport", "Taxi Hire", "Transport - Schools"),
    "software": ("Computer Software & Equipment", "Licence Fees", "IT Systems"),
    "grounds": ("Grounds Maintenance Works", "Horticulture", "Parks Contract"),
    "security": ("Security Charges", "Guarding", "Premises Security"),
    "electricity": ("Energy Costs", "Electricity", "Fuel, Light & Power"),
    "print": ("External Printing", "Print & Design", "Leaflets and Posters"),
    "waste": ("Tipping Charges", "Waste Disposal", "Refuse: gate fees"),
    "legal": ("Legal Fees", "Solicitors & Counsel", "Professional Fees - Law"),
    "fleet": ("Annual Vehicle Hire", "Vehicle Related Expenditure", "Plant & Vehicles"),
    "lifts": ("Lift Repairs & Mtce", "Lifts", "Planned Mtce - Lifts"),
    "lighting": ("Street Lighting Works", "Columns & Lanterns", "Lighting: highways"),
    "health-visiting": ("NHS Providers", "Public Health Contracts", "0-19 Service"),
    "residential-care": ("Private Contractors-Residential", "Payts to Agencies-Homes", "Placements: Adults"),
    "home-care": ("Home Care Services", "Domiciliary", "Care Packages"),
    "foster-care": ("Fostering Agencies", "Payts to Agencies-Children", "Placements: Children"),
    "building-works": ("Building Maintenance", "Pmnt to Ctrs-Improv", "Repairs R&M"),
    "consultancy": ("Consultants", "Professional Fees", "Advice - Consultants"),
    "training": ("Other Hired And Contracted Services", "Course Fees", "Learning & Development"),
    "ict-equipment": ("ICT Hardware", "Computer Equipment", "Telephony & Equipment"),
    "catering": ("Food & Drink", "Provisions", "Catering Supplies"),
    "voluntary": ("Grant and Subscriptions Awarded", "Payts to Vol Orgs", "Third Sector"),
    "public-bodies": ("Precepts & Levies", "Other Local Authorities", "Recharges - Public Bodies"),
    "people": ("Personal Budgets", "Children Act-Sect 17", "Transfer Payments"),
    "pseudo": ("Control Accounts", "Suspense", "Statutory Payments"),
}
_WHOSE_WORDS = {"skelbrough": 0, "wyndle-valley": 1, "brantoft": 2, "orrinsby": 0, "estmere-fire": 1}


def words_of(publisher: str) -> dict[str, str]:
    """What a publisher calls each category: its own words, ProClass's top level, or ours."""
    if publisher == "tolbury":
        return {category.slug: category.proclass_label.upper() for category in CATEGORIES}
    if publisher in _WHOSE_WORDS:
        return {slug: words[_WHOSE_WORDS[publisher]] for slug, words in _OTHER_WORDS.items()}
    return {category.slug: category.title for category in CATEGORIES}
