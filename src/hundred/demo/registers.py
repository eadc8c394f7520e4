# ruff: noqa: E501 - the tables below read better with a row to a line
"""Contracts registers, one per publisher under headings of its own, and the truth about buying together."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hundred.demo.calendar import AS_OF
from hundred.demo.categories import BY_SLUG
from hundred.demo.cells import DATES, MONEY, Cell
from hundred.demo.contracts import (
    OPPORTUNITY_DAYS,
    PLAN,
    SAVING_HIGH_BP,
    SAVING_LOW_BP,
    Agreements,
    Contract,
    Plan,
)
from hundred.demo.files import simple_grid, write_plain, write_workbook
from hundred.demo.layouts import columns_of
from hundred.demo.spelling import house_spelling
from hundred.demo.truth import Json, Truth

Field = Callable[[Contract, str], Cell]
_TITLES = {"estmere": "Estmere", "skelbrough": "Skelbrough", "wyndle-valley": "Wyndle Valley", "tolbury": "Tolbury",
           "brantoft": "Brantoft", "orrinsby": "Orrinsby", "dunmarsh": "Dunmarsh"}  # fmt: skip


def _description(contract: Contract, _style: str) -> str:
    text = f"{BY_SLUG[contract.category].title} for {contract.publisher.replace('-', ' ').title()}"
    if contract.joint_with:
        partners = ", ".join(_TITLES[slug] for slug in contract.joint_with)
        text += f". Let jointly with {partners}"
    return text


# Field → how it is written; the style is the publisher's way with days.
_FIELDS: dict[str, Field] = {
    "reference": lambda c, _: c.reference,
    "title": lambda c, _: c.title,
    "description": _description,
    "department": lambda c, _: BY_SLUG[c.category].department,
    "cpv": lambda c, _: BY_SLUG[c.category].cpv,
    "category": lambda c, _: BY_SLUG[c.category].title,
    "supplier": lambda c, _: c.supplier.name,
    "supplier_short": lambda c, _: house_spelling(c.supplier.name, c.publisher),
    "company_number": lambda c, _: c.supplier.company_number,
    "start": lambda c, style: DATES[style](c.start),
    "end": lambda c, style: DATES[style](c.end),
    "review": lambda c, style: DATES[style](c.review),
    "extension": lambda c, style: DATES[style](c.extend_to) if c.extend_to != c.end else "",
    "extension_months": lambda c, _: str(round((c.extend_to - c.end).days / 30.4)),
    "annual": lambda c, _: MONEY["thousands"](c.annual),
    "total": lambda c, _: MONEY["plain"](c.total),
    "total_pounds": lambda c, _: MONEY["pounds, brackets"](c.total),
    "irrecoverable": lambda _c, _: "0",
    "sme": lambda c, _: "Yes" if c.supplier.sme else "No",
    "sme_word": lambda c, _: "SME" if c.supplier.sme else "",
    "vcse": lambda c, _: "Yes" if c.supplier.kind == "charity" else "No",
    "joint": lambda c, _: "Y" if c.joint_with else "N",
    "process": lambda c, _: (
        "Published invitation to tender" if c.annual > 5_000_000 else "Invitation to quote"
    ),
}


@dataclass(frozen=True, slots=True)
class Register:
    """A publisher's register: its file's name, its way with days (`cells.DATES`), and its headings."""

    name: str
    dates: str
    columns: tuple[tuple[str, str], ...]

    def rows(self, contracts: Sequence[Contract]) -> list[list[Cell]]:
        """The contracts as the register writes them."""
        return [[_FIELDS[field](contract, self.dates) for _, field in self.columns] for contract in contracts]

    @property
    def headings(self) -> list[str]:
        """The headings in order."""
        return [heading for heading, _ in self.columns]


_REGISTERS = {
    "estmere": Register("contracts-register.csv", "dd/mm/yyyy", columns_of(
        "Contract Ref=reference; Title=title; Description=description; Service=department; Supplier=supplier; Start Date=start;"
        "End Date=end; Review Date=review; Extension To=extension; Total Value (£)=total; SME=sme; VCSE=vcse; Tender Type=process")),
    "skelbrough": Register("Contracts Register March 2026.csv", "dd-Mon-yy", columns_of(
        "Ref=reference; Contract=title; Details=description; Contractor=supplier_short; From=start; To=end; Option to extend (months)="
        "extension_months; Annual Value=annual; CPV=cpv; SME/VCSE=sme_word")),
    "wyndle-valley": Register("Contracts.xlsx", "dd/mm/yyyy", columns_of(
        "Contract No=reference; Contract Title=title; Description=description; Directorate=department; Supplier Name=supplier;"
        "Commencement=start; Expiry=end; Review=review; Whole Life Value=total_pounds; SME?=sme")),
    "tolbury": Register("contracts_lga.csv", "yyyy-mm-dd", columns_of(
        "ContractReference=reference; ContractTitle=title; OrganisationalUnit=department; Description=description; CPVCode=cpv;"
        "StartDate=start; EndDate=end; ReviewDate=review; LastExtensionDate=extension; ContractValue=total; IrrecoverableVAT="
        "irrecoverable; SupplierName=supplier; CompaniesHouseRegistrationNumber=company_number; SMESupplier=sme;"
        "VCSESupplier=vcse; ProcessType=process")),
    "brantoft": Register("contracts over 5k.csv", "d Month yyyy", columns_of(
        "Contract reference=reference; What we buy=category; Notes=description; Name of supplier=supplier_short; Start=start; Finish=end;"
        "Yearly cost=annual; Joint procurement (Y/N)=joint")),
    "orrinsby": Register("orrinsby-contracts.csv", "dd/mm/yyyy", columns_of(
        "Reference=reference; Title of agreement=title; Department=department; Description=description; Supplier=supplier; Current start="
        "start; Current end=end; Latest end with extensions=extension; Sum to be paid (£)=total; VAT not recovered=irrecoverable; SME=sme")),
    "dunmarsh": Register("Register of contracts.csv", "mixed", columns_of(
        "Contract ID=reference; Name=title; Summary=description; Provider=supplier_short; Reg No=company_number; Contract start=start; Contract "
        "end=end; Review by=review; Value p.a.=annual; Contract value=total")),
    "estmere-region": Register("contracts.csv", "yyyy-mm-dd", columns_of(
        "reference=reference; title=title; description=description; cpv_code=cpv; supplier=supplier; company_number=company_number;"
        "start_date=start; end_date=end; extend_to=extension; annual_value_gbp=annual; total_value_gbp=total")),
    "estmere-fire": Register("Fire contracts.csv", "dd/mm/yyyy", columns_of(
        "Contract=title; Number=reference; Supplier=supplier; Starts=start; Ends=end; Value=total_pounds")),
}  # fmt: skip


def write_register(publisher: str, agreements: Agreements, folder: Path, truth: Truth) -> Path:
    """Writes a publisher's register into `folder` and says which heading holds what."""
    register = _REGISTERS[publisher]
    rows = register.rows(agreements.of(publisher))
    path = folder / register.name
    written = next(field for _, field in register.columns if field.startswith("supplier"))
    for contract in agreements.of(publisher):
        truth.mention(contract.supplier.id, str(_FIELDS[written](contract, "")), "", publisher)
    if path.suffix == ".xlsx":
        write_workbook(path, [("Register", simple_grid(register.headings, rows))])
    else:
        write_plain(path, register.headings, rows)
    fields = {field: [heading, number] for number, (heading, field) in enumerate(register.columns, 1)}
    truth.planted.setdefault("registers", {})["/".join(path.parts[-3:])] = {
        "publisher": publisher,
        "dates": register.dates,
        "rows": len(rows),
        "headings": register.headings,
        "fields": fields,
    }
    return path


def write_misfiled(agreements: Agreements, path: Path, truth: Truth) -> Path:
    """A contracts register saved among the spend files by mistake."""
    register = _REGISTERS["orrinsby"]
    truth.planted["misfiled"] = [{"file": "/".join(path.parts[-3:]), "is": "contracts", "rows": 12}]
    return write_plain(path, register.headings, register.rows(agreements.of("orrinsby")[:12]))


def plant_agreements(agreements: Agreements, truth: Truth) -> None:
    """Writes down every contract, the opportunities, the near misses, the windows and the spend off contract."""
    everyone = [*agreements.planned, *agreements.past]
    truth.planted["contracts"] = [_contract_truth(contract, truth) for contract in everyone]
    of_category: dict[str, list[Contract]] = defaultdict(list)
    for contract in agreements.planned:
        of_category[contract.category].append(contract)
    truth.planted["opportunities"] = [
        _opportunity(plan, of_category[plan.category], truth) for plan in PLAN if plan.saving_bp
    ]
    truth.planted["near_misses"] = [
        {"category": plan.category, "contracts": [[c.publisher, c.reference] for c in of_category[plan.category]],
         "already_joint": plan.joint, "why": plan.why_not}
        for plan in PLAN if not plan.saving_bp
    ]  # fmt: skip
    truth.planted["off_contract"] = _off_contract(truth)
    truth.planted["duplicates"] = [
        {"pence": lines[0]["pence"], "lines": lines}
        for tag, lines in truth.tagged.items()
        if tag.startswith("duplicate")
    ]
    truth.planted["regular"] = [
        {**{key: lines[0][key] for key in ("publisher", "party", "pence")}, "lines": len(lines)}
        for tag, lines in truth.tagged.items()
        if tag.startswith("regular")
    ]


def _contract_truth(contract: Contract, truth: Truth) -> Json:
    return {
        "publisher": contract.publisher,
        "reference": contract.reference,
        "category": contract.category,
        "cpv": BY_SLUG[contract.category].cpv,
        "party": contract.supplier.id,
        "start": contract.start.isoformat(),
        "end": contract.end.isoformat(),
        "extend_to": contract.extend_to.isoformat(),
        "annual_pence": contract.annual,
        "total_pence": contract.total,
        "joint_with": list(contract.joint_with),
        "paid_last_12_months_pence": truth.contract_pence.get((contract.publisher, contract.reference), 0),
    }


def _opportunity(plan: Plan, contracts: list[Contract], truth: Truth) -> Json:
    ends = [contract.end for contract in contracts]
    assert min(ends) > AS_OF
    assert (max(ends) - min(ends)).days <= OPPORTUNITY_DAYS
    annual = sum(contract.annual for contract in contracts)
    return {
        "category": plan.category,
        "cpv": BY_SLUG[plan.category].cpv,
        "publishers": [contract.publisher for contract in contracts],
        "contracts": [[contract.publisher, contract.reference] for contract in contracts],
        "parties": sorted({contract.supplier.id for contract in contracts}),
        "window": [min(ends).isoformat(), max(ends).isoformat()],
        "annual_pence": annual,
        "paid_last_12_months_pence": sum(
            truth.contract_pence.get((contract.publisher, contract.reference), 0) for contract in contracts
        ),
        "already_joint": False,
        "saving_basis_points": plan.saving_bp,
        "saving_range_basis_points": [SAVING_LOW_BP, SAVING_HIGH_BP],
        "saving_pence": annual * plan.saving_bp // 10_000,
    }


def _off_contract(truth: Truth) -> list[Json]:
    """Per contract: what was paid after it ran out, or to somebody else for the same thing."""
    found = []
    for tag, lines in truth.tagged.items():
        if tag.startswith("off-contract:"):
            _, reference, why = tag.split(":")
            found.append({"publisher": lines[0]["publisher"], "contract": reference, "party": lines[0]["party"], "why": why,
                          "lines": len(lines), "pence": sum(line["pence"] for line in lines)})  # fmt: skip
    return found
