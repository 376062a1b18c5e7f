// What the page carries, unpacked: rows of activities at once, their texts when they are asked for.

/** The JSON behind gzip and base64 in an element. */
async function unpack(element) {
  const letters = atob(element.textContent);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** A row with nothing missing, and with what filters and charts ask for again and again. */
function activityOf(row, number, countries) {
  const { title = "", dates = [], places = [], organizers = [], partners = [], donors = [], fields = [], by = [] } = row;
  const start = dates.flat().find((day) => /^\d{4}/.test(day ?? "")) ?? "";
  const codes = [...new Set(places.map(([, code]) => code).filter(Boolean))];
  const partnerNames = [...new Set(partners.map(([name]) => name))];
  const countryNames = codes.map((code) => countries[code] ?? code);
  const placeNames = places.map(([name]) => name);
  const words = [title, row.project ?? "", ...placeNames, ...countryNames, ...organizers, ...partnerNames, ...donors, ...by, ...fields];
  return {
    number, title, dates, places, organizers, partners, donors, fields, by,
    type: row.type ?? "", project: row.project ?? "", codes, partnerNames,
    total: row.total ?? null, qualifier: row.qualifier ?? null, women: row.women ?? null, men: row.men ?? null,
    // The activity's first day; the day of publication where the page dates no activity.
    when: start || row.issued || "", dated: start !== "",
    words: words.join("\n").toLowerCase(),
  };
}

/** All activities, the names of countries, and a function that gives an activity's text. */
async function openData() {
  const index = await unpack(document.getElementById("index"));
  const blocks = document.querySelectorAll("script.texts");
  const unpacked = new Map();
  const textOf = async (activity) => {
    const block = Math.floor(activity.number / index.texts_per_block);
    if (!unpacked.has(block)) unpacked.set(block, unpack(blocks[block]));
    return (await unpacked.get(block))[activity.number % index.texts_per_block];
  };
  const activities = index.rows.map((row, number) => activityOf(row, number, index.countries));
  return { activities, countries: index.countries, textOf };
}

/** How often each value occurs, as a map. `valuesOf` gives the values of one item. */
function tally(items, valuesOf) {
  const counts = new Map();
  for (const item of items) for (const value of valuesOf(item)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The entries of a tally, most frequent first. */
function ranked(counts) {
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const number = new Intl.NumberFormat("en");
const alphabet = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** An element with its text, never its markup. */
function make(tag, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
