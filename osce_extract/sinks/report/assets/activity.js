// One activity: its text with the words of each fact marked where they stand.

const FACT_NAMES = {
  activity_type: "Kind", dates: "When", locations: "Where", organizers: "Held by", partners: "Partner",
  participants: "Participants", cumulative: "Reached by the project", donors: "Donor", project: "Project",
};

/** What an event page prints beside its text. */
const LABEL_NAMES = { when: "When", where: "Where", organized_by: "Organized by" };

class ActivityView {
  constructor(textOf, countries) {
    this.textOf = textOf;
    this.countries = countries;
    this.list = [];
    this.dialog = document.getElementById("activity");
    document.getElementById("close").addEventListener("click", () => this.dialog.close());
    document.getElementById("before").addEventListener("click", () => this.step(-1));
    document.getElementById("after").addEventListener("click", () => this.step(1));
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
  }

  async step(by) {
    const next = this.list[this.list.indexOf(this.activity) + by];
    if (next) await this.open(next, this.list);
  }

  /** Show an activity of a list. */
  async open(activity, list) {
    [this.activity, this.list] = [activity, list];
    const text = await this.textOf(activity);
    if (this.activity !== activity) return;
    this.text = text;
    this.marked = text.facts.map(() => []);
    this.fill();
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.querySelector(".sheet").scrollTop = 0;
    document.getElementById("activity-title").focus();
  }

  fill() {
    const { text, activity } = this;
    const place = this.list.indexOf(activity);
    document.getElementById("before").disabled = place <= 0;
    document.getElementById("after").disabled = place >= this.list.length - 1;
    this.dialog.querySelector("article").lang = text.language ?? "";
    document.getElementById("activity-title").replaceChildren(...this.pieces(text.title.length ? text.title : ["(no title)"]));
    this.fillLabels();
    const paragraphs = [...(text.lead ? [["lead", text.lead]] : []), ...text.body.map((pieces) => ["", pieces])];
    document.getElementById("activity-text").replaceChildren(...paragraphs.map(([kind, pieces]) => {
      const paragraph = make("p", "", { dir: "auto", class: kind });
      paragraph.append(...this.pieces(pieces));
      return paragraph;
    }));
    this.fillAbout();
    this.buttons = text.facts.map((fact, n) => this.factButton(fact, n));
    document.getElementById("activity-facts").replaceChildren(...this.factLists(), ...this.warnings(), ...this.page());
    document.getElementById("activity-rule").textContent = "";
  }

  fillAbout() {
    const { by, issued } = this.text;
    const about = document.getElementById("activity-about");
    about.replaceChildren(make("bdi", [by.join(", "), issued && `issued ${issued}`].filter(Boolean).join(" · ")));
    if (/^https?:\/\//i.test(this.text.url ?? "")) {
      about.append(" ", make("a", "Read it at its source", { href: this.text.url, rel: "noopener noreferrer", target: "_blank" }));
    }
  }

  /** The labels of an event page, marked like the text below them. */
  fillLabels() {
    const list = document.getElementById("activity-labels");
    list.hidden = !this.text.labels.length;
    list.replaceChildren(...this.text.labels.map(([label, pieces]) => {
      const box = make("div");
      const said = make("dd", "", { dir: "auto" });
      said.append(...this.pieces(pieces));
      box.append(make("dt", LABEL_NAMES[label]), said);
      return box;
    }));
  }

  /** Text, and words that facts rest on as marks that can be reached and chosen. */
  pieces(pieces) {
    return pieces.map((piece) => {
      if (typeof piece === "string") return document.createTextNode(piece);
      const [words, marks] = piece;
      const facts = [...new Set(marks.map((mark) => this.text.marks[mark].fact))];
      const said = marks.map((mark) => `${this.factInWords(this.text.marks[mark].fact)} (rule ${this.text.marks[mark].rule})`);
      const element = make("mark", words, {
        role: "button", tabindex: "0", "aria-pressed": "false", title: [...new Set(said)].join("\n"), "data-field": this.text.facts[facts[0]].field,
      });
      if (facts.length > 1) element.classList.add("several");
      element.addEventListener("click", () => this.choose(facts, element));
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.choose(facts, element);
      });
      for (const fact of facts) this.marked[fact].push(element);
      return element;
    });
  }

  factInWords(n) {
    const { field, value } = this.text.facts[n];
    return `${FACT_NAMES[field]}: ${this.valueInWords(field, value)}`;
  }

  /** A value with the name of its country in place of the code. */
  valueInWords(field, value) {
    if (field !== "locations" && field !== "donors") return value;
    const [, name, code] = /^(.*) \(([A-Z]{2})\)$/.exec(value) ?? [];
    return this.countries[code] ? placeInWords(name, this.countries[code]) : value;
  }

  factButton({ field, value }, n) {
    const button = make("button", "", { type: "button", "aria-pressed": "false", "data-field": field });
    button.append(make("bdi", this.valueInWords(field, value)));
    button.addEventListener("click", () => this.choose([n], button));
    return button;
  }

  /** The facts under the names of their fields. */
  factLists() {
    const fields = Object.keys(FACT_NAMES).filter((name) => this.text.facts.some(({ field }) => field === name));
    if (!fields.length) return [make("p", "The page states no fact that we could read.")];
    return fields.flatMap((field) => {
      const list = make("ul");
      this.text.facts.forEach((fact, n) => {
        if (fact.field !== field) return;
        const item = make("li");
        item.append(this.buttons[n]);
        list.append(item);
      });
      return [make("h4", FACT_NAMES[field]), list];
    });
  }

  warnings() {
    if (!this.text.warnings.length) return [];
    const list = make("ul", "", { class: "warnings" });
    list.append(...this.text.warnings.map((warning) => make("li", warning)));
    return [make("h4", "To be read with care"), list];
  }

  /** What the page prints of itself. */
  page() {
    const { content_type: type, fields, by, issued, language, source } = this.text;
    const told = Object.entries({
      "Content type": type, "Issued by": by.join("; "), "Issued on": issued, "Fields of work": fields.join("; "),
      Language: language, "Read from": source,
    }).filter(([, value]) => value);
    const list = make("dl", "", { class: "page-facts" });
    for (const [name, value] of told) {
      const said = make("dd");
      said.append(make("bdi", value));
      list.append(make("dt", name), said);
    }
    return [make("h4", "The page"), list];
  }

  /** Point at the words of these facts, and say which rule read them. */
  choose(facts, from) {
    const wanted = new Set(facts.flatMap((fact) => this.marked[fact]));
    for (const mark of this.dialog.querySelectorAll("mark")) mark.setAttribute("aria-pressed", String(wanted.has(mark)));
    this.buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(facts.includes(n))));
    const rules = (fact) => [...new Set(this.text.marks.filter((mark) => mark.fact === fact).map(({ rule }) => rule))].join(", ");
    document.getElementById("activity-rule").replaceChildren(
      ...facts.map((fact) => make("span", `${this.factInWords(fact)}. Read by rule ${rules(fact)}.`)),
    );
    const target = from.tagName === "MARK" ? this.buttons[facts[0]] : [...wanted][0];
    target?.scrollIntoView({ block: "nearest" });
  }
}
