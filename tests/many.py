"""Invented activities, as many as a test wants: the same each time, their evidence true to their text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from random import Random

from invented import make

from osce_extract.facts.model import (
    DateRange,
    Donor,
    Evidence,
    Location,
    Organizer,
    Participants,
    Partner,
    Project,
)
from osce_extract.record import Provenance, Record

# Name, country, latitude, longitude, the structure that works there.
PLACES = [
    ("Dushanbe", "TJ", 38.536, 68.780, "OSCE Programme Office in Dushanbe"),
    ("Khorog", "TJ", 37.490, 71.553, "OSCE Programme Office in Dushanbe"),
    ("Bokhtar", "TJ", 37.836, 68.780, "OSCE Programme Office in Dushanbe"),
    ("Bishkek", "KG", 42.870, 74.590, "OSCE Programme Office in Bishkek"),
    ("Osh", "KG", 40.528, 72.799, "OSCE Programme Office in Bishkek"),
    ("Tashkent", "UZ", 41.265, 69.216, "OSCE Project Co-ordinator in Uzbekistan"),
    ("Samarkand", "UZ", 39.654, 66.960, "OSCE Project Co-ordinator in Uzbekistan"),
    ("Ashgabat", "TM", 37.950, 58.383, "OSCE Centre in Ashgabat"),
    ("Astana", "KZ", 51.180, 71.446, "OSCE Programme Office in Astana"),
    ("Almaty", "KZ", 43.250, 76.920, "OSCE Programme Office in Astana"),
    ("Tirana", "AL", 41.328, 19.819, "OSCE Presence in Albania"),
    ("Shkodra", "AL", 42.068, 19.513, "OSCE Presence in Albania"),
    ("Skopje", "MK", 41.996, 21.432, "OSCE Mission to Skopje"),
    ("Tetovo", "MK", 42.010, 20.971, "OSCE Mission to Skopje"),
    ("Belgrade", "RS", 44.804, 20.465, "OSCE Mission to Serbia"),
    ("Novi Sad", "RS", 45.252, 19.837, "OSCE Mission to Serbia"),
    ("Sarajevo", "BA", 43.849, 18.356, "OSCE Mission to Bosnia and Herzegovina"),
    ("Banja Luka", "BA", 44.776, 17.185, "OSCE Mission to Bosnia and Herzegovina"),
    ("Podgorica", "ME", 42.441, 19.263, "OSCE Mission to Montenegro"),
    ("Prishtinë/Priština", "XK", 42.673, 21.167, "OSCE Mission in Kosovo"),
    ("Chisinau", "MD", 47.006, 28.858, "OSCE Mission to Moldova"),
    ("Vienna", "AT", 48.208, 16.372, "OSCE Secretariat"),
    ("Warsaw", "PL", 52.230, 21.011, "OSCE Office for Democratic Institutions and Human Rights"),
    ("Yerevan", "AM", 40.182, 44.515, "OSCE Secretariat"),
    ("online", None, None, None, "OSCE Secretariat"),
]
DONORS = {
    "Norway": "NO",
    "Germany": "DE",
    "United States": "US",
    "European Union": None,
    "Switzerland": "CH",
    "Austria": "AT",
    "Italy": "IT",
    "Poland": "PL",
    "Japan": "JP",
    "Sweden": "SE",
    "Finland": "FI",
    "Netherlands": "NL",
    "France": "FR",
    "Andorra": "AD",
    "Slovakia": "SK",
}
PARTNERS = (
    """
Ministry of Interior|Border Troops|United Nations Office on Drugs and Crime|Academy for Judges|UN Women
State Customs Service|Council of Europe|Academy of Justice|Ministry of Education|Union of Journalists
International Organization for Migration|Chamber of Mediators|National Police Academy|Bar Association
Ombudsperson Institution|Environmental Protection Agency|Association of Municipalities
""".strip()
    .replace("\n", "|")
    .split("|")
)
ROLES = ["co-operation"] * 3 + ["co-organizer", "host", "support", "contributor"]
SUBJECTS = {
    "border management": "Border management",
    "plea bargaining": "Rule of law",
    "open-source intelligence": "Policing",
    "media literacy": "Media freedom and development",
    "water security": "Environmental activities",
    "preventing trafficking in human beings": "Combating trafficking in human beings",
    "mediation": "Conflict prevention and resolution",
    "cyber incident response": "Cyber/ICT security",
    "gender-responsive budgeting": "Gender equality",
    "small arms storage": "Arms control",
}
KINDS = "training|training|workshop|seminar|conference|round table|study visit|meeting|hand-over".split("|")
AUDIENCES = "officers|judges and prosecutors|journalists|teachers|municipal officials|law students".split("|")
MONTHS = "January February March April May June July August September October November December".split()


def many_records(count: int) -> Iterator[Record]:
    """Records of invented activities, each with one to two kilobytes of text."""
    chance = Random(1)
    for number in range(count):
        yield _record(chance, number)


def make_record(title: str | None, body: tuple[str, ...], number: int = 0, **facts: object) -> Record:
    """A record that says only what is given."""
    source = Provenance(
        location=f"invented/{number}.txt",
        format="text",
        encoding="utf-8",
        encoding_from="utf-8",
        sha256=hashlib.sha256(f"{title}{body}".encode()).hexdigest(),
    )
    return make(**{"source": source, "language": "en", "title": title, "body": body, **facts})


def find(body: tuple[str, ...], words: str, rule: str) -> Evidence:
    """The first place where a body says these words."""
    for paragraph, text in enumerate(body):
        start = text.find(words)
        if start >= 0:
            return Evidence(paragraph=paragraph, start=start, end=start + len(words), text=words, rule=rule)
    raise ValueError(words)


def _record(chance: Random, number: int) -> Record:
    place, country, latitude, longitude, structure = chance.choice(PLACES)
    subject, kind = chance.choice(list(SUBJECTS)), chance.choice(KINDS)
    audience = chance.choice(AUDIENCES)
    year = chance.choices(range(2014, 2027), range(3, 16))[0]
    month, first, length = chance.randint(1, 12), chance.randint(1, 26), chance.choice([0, 1, 2])
    women, men, told = chance.randint(0, 30), chance.randint(3, 40), chance.random() < 0.6
    donors = chance.sample(list(DONORS), chance.choice([0, 1, 1, 2]))
    partners = chance.sample(PARTNERS, chance.choice([0, 1, 2]))
    where = "online" if country is None else f"in {place}"
    days = f"{first} to {first + length}" if length else f"{first}"
    when = f"{days} {MONTHS[month - 1]} {year}"
    people = f"{women + men} {audience}"
    with_whom = f" in co-operation with the {' and the '.join(partners)}" if partners else ""
    paid_by = f", with the financial support of {' and '.join(donors)}" if donors else ""
    of_them = f", {women} of them women," if told else ""
    body = (
        f"A {kind} on {subject} for {people}{of_them} was held {where} on {when}.",
        f"It was organized by the {structure}{with_whom}{paid_by}.",
        *(
            f"Those who took part worked on case {chance.randint(1, 10**6)} and compared how {subject} is "
            f"dealt with at home; {chance.randint(2, 40)} groups wrote {chance.randint(2, 400)} notes, which "
            "the trainers discussed with them."
            for _ in range(chance.randint(2, 8))
        ),
        *(["The course was part of the project Steady Steps."] if number % 7 == 0 else []),
    )
    start, end = f"{year}-{month:02}-{first:02}", f"{year}-{month:02}-{first + length:02}"
    date = DateRange(start=start, end=end, year_from="text", evidence=find(body, when, "dates.range"))
    location = Location(
        name=place,
        country=country,
        latitude=latitude,
        longitude=longitude,
        evidence=find(body, where, "locations.held_in"),
    )
    participants = Participants(
        total=women + men,
        women=women if told else None,
        men=men if told and women % 2 else None,
        qualifier=None if number % 9 else "about",
        evidence=find(body, people, "participants.headcount"),
        more_evidence=(find(body, f"{women} of them women", "participants.of_them"),) if told else (),
    )
    return make_record(
        f"{audience.capitalize()} practise {subject} {where}",
        body,
        number,
        url=f"https://www.osce.org/invented/{number}",
        issued_on=end,
        issued_by=(structure,),
        fields_of_work=(SUBJECTS[subject],),
        activity_type=kind,
        activity_evidence=find(body, f"A {kind}", "activity.headword"),
        dates=(date,),
        locations=(location,),
        organizers=(Organizer(name=structure, osce=True, evidence=find(body, structure, "organizers.by")),),
        partners=tuple(
            Partner(name=name, role=chance.choice(ROLES), evidence=find(body, name, "partners.with"))  # type: ignore[arg-type]
            for name in partners
        ),
        donors=tuple(
            Donor(name=name, country=DONORS[name], evidence=find(body, name, "donors.support"))
            for name in donors
        ),
        participants=participants if number % 11 else None,
        project=Project(name="Steady Steps", evidence=find(body, "project Steady Steps", "project.named"))
        if number % 7 == 0
        else None,
    )
