// The table of activities: sorted by any column, a page of rows at a time.

const ROWS_PER_PAGE = 50;

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** A range of days in few words, as 30 Nov – 2 Dec 2021; what is known only in part stays as it is. */
function daysInWords([start, end]) {
  const [first, last] = [DAY.exec(start ?? ""), DAY.exec(end ?? "")];
  if (!first || !last) return start === end ? start ?? "" : `${start ?? "?"} – ${end ?? "?"}`;
  const [, year, month] = last;
  const whole = dayInWords(last, true);
  if (start === end) return whole;
  if (first[1] !== year) return `${dayInWords(first, true)} – ${whole}`;
  return first[2] === month ? `${Number(first[3])}–${whole}` : `${dayInWords(first, false)} – ${whole}`;
}

function dayInWords([, year, month, day], withYear) {
  return `${Number(day)} ${MONTHS[month - 1].slice(0, 3)}${withYear ? ` ${year}` : ""}`;
}

const COLUMNS = [
  { name: "when", title: "Date", sortBy: (a) => a.when, show: (a) => a.dated || !a.when ? a.dates.map(daysInWords).join("; ") : `issued ${daysInWords([a.when, a.when])}` },
  { name: "title", title: "Activity", sortBy: (a) => a.title },
  { name: "type", title: "Kind", sortBy: (a) => a.type, show: (a) => a.type },
  { name: "where", title: "Where", sortBy: (a) => a.places[0]?.[0] ?? "", show: (a, { countries }) => a.places.map(([name, code]) => placeInWords(name, countries[code])).join("; ") },
  { name: "organizers", title: "Held by", sortBy: (a) => a.organizers[0] ?? "", show: (a) => a.organizers.join("; ") },
  { name: "donors", title: "Donors", sortBy: (a) => a.donors[0] ?? "", show: (a) => a.donors.join("; ") },
  { name: "total", title: "People", numeric: true, sortBy: (a) => a.total, show: (a) => a.total === null ? "" : `${a.qualifier ? `${a.qualifier} ` : ""}${number.format(a.total)}` },
  { name: "women", title: "Women", numeric: true, sortBy: (a) => a.women, show: (a) => a.women === null ? "" : number.format(a.women) },
];

function placeInWords(name, country) {
  return country && country !== name ? `${name}, ${country}` : name;
}

/** Order for sorting: what is empty comes last, whichever way round. */
function compare(a, b, descending) {
  const [missingA, missingB] = [a === "" || a === null, b === "" || b === null];
  if (missingA || missingB) return missingA - missingB;
  const order = typeof a === "number" ? a - b : alphabet.compare(a, b);
  return descending ? -order : order;
}

class Table {
  /** `open` is called with an activity and the list it stands in. */
  constructor(countries, open) {
    this.countries = countries;
    this.open = open;
    this.sorted = [];
    this.first = 0;
    this.order = { column: COLUMNS[0], descending: true };
    this.element = document.getElementById("table");
    this.element.querySelector("thead tr").append(...COLUMNS.map((column) => this.heading(column)));
    document.getElementById("earlier").addEventListener("click", () => this.turn(-ROWS_PER_PAGE));
    document.getElementById("later").addEventListener("click", () => this.turn(ROWS_PER_PAGE));
  }

  heading(column) {
    const heading = make("th", "", { scope: "col", role: "columnheader", class: column.name, "data-title": column.title });
    const button = make("button", column.title, { type: "button" });
    button.addEventListener("click", () => this.sortBy(column));
    heading.append(button);
    column.heading = heading;
    return heading;
  }

  sortBy(column) {
    const again = this.order.column === column;
    this.order = { column, descending: again ? !this.order.descending : Boolean(column.numeric) };
    this.show(this.sorted);
  }

  /** Show these activities, from the first page on. */
  show(activities) {
    const { column, descending } = this.order;
    const keyed = activities.map((activity) => [column.sortBy(activity), activity]);
    keyed.sort((a, b) => compare(a[0], b[0], descending) || a[1].number - b[1].number);
    this.sorted = keyed.map(([, activity]) => activity);
    for (const { heading } of COLUMNS) heading.removeAttribute("aria-sort");
    column.heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    this.first = 0;
    this.draw();
  }

  turn(step) {
    this.first += step;
    this.draw();
    document.getElementById("activities").scrollIntoView();
  }

  draw() {
    const end = Math.min(this.first + ROWS_PER_PAGE, this.sorted.length);
    this.element.querySelector("tbody").replaceChildren(...this.sorted.slice(this.first, end).map((activity) => this.line(activity)));
    document.getElementById("earlier").disabled = this.first === 0;
    document.getElementById("later").disabled = end >= this.sorted.length;
    document.getElementById("page").textContent = this.sorted.length
      ? `${number.format(this.first + 1)} to ${number.format(end)} of ${number.format(this.sorted.length)}` : "No activity fits.";
  }

  line(activity) {
    const line = make("tr", "", { role: "row" });
    for (const column of COLUMNS) {
      const cell = make("td", "", { role: "cell", class: column.name, "data-label": column.title });
      if (column.show) {
        cell.append(make("bdi", column.show(activity, this)));
        if (column.name === "when" && !activity.dated) cell.classList.add("issued");
      } else {
        const button = make("button", "", { type: "button" });
        button.append(make("bdi", activity.title || "(no title)"));
        button.addEventListener("click", () => this.open(activity, this.sorted));
        cell.append(button);
      }
      if (!cell.textContent) cell.classList.add("none");
      line.append(cell);
    }
    return line;
  }
}
