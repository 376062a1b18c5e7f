// The charts: declared in JSON for Vega-Lite, drawn by Vega without evaluating text as script, told new rows after each filter.

// Vega also warns of charts without rows, which filters make.
const ERRORS_ONLY = 1;

/** A figure for a chart: heading, drawing, note, and the same numbers as a table. */
function figureFor(name, { title }) {
  const figure = make("figure", "", { id: `chart-${name}`, "aria-labelledby": `chart-${name}-title` });
  const details = make("details");
  details.append(make("summary", "Numbers", { "aria-label": `Numbers of “${title}”` }), make("div", "", { class: "numbers" }));
  figure.append(
    make("h3", title, { id: `chart-${name}-title` }),
    make("div", "", { class: "drawing" }),
    make("figcaption", "", { class: "note" }),
    details,
  );
  return figure;
}

/** The numbers behind a chart. */
function numbersTable(rows, columns) {
  const table = make("table");
  const head = make("tr");
  head.append(...Object.values(columns).map((title) => make("th", title, { scope: "col" })));
  const lines = rows.map((row) => {
    const line = make("tr");
    line.append(...Object.keys(columns).map((field) => make("td", String(row[field] ?? ""))));
    return line;
  });
  const [top, body] = [make("thead"), make("tbody")];
  top.append(head);
  body.append(...lines);
  table.append(top, body);
  return table;
}

/** Show what is under the pointer, as text. */
function showTip(_handler, event, _item, value) {
  const tip = document.getElementById("tip");
  tip.hidden = value === null || value === undefined || value === "";
  if (tip.hidden) return;
  tip.replaceChildren(...Object.entries(value).map(([name, said]) => make("div", `${name}: ${said}`)));
  const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
  tip.style.left = `${Math.max(8, Math.min(event.clientX + 14, room))}px`;
  tip.style.top = `${event.clientY + 14}px`;
}

/** A frame as points along its edges: parallels are curves on the map, so corners alone would cut their middle off. */
function outlineOf({ west, east, south, north }) {
  const steps = Array.from({ length: 9 }, (_, n) => west + ((east - west) * n) / 8);
  return { type: "MultiPoint", coordinates: steps.flatMap((longitude) => [[longitude, south], [longitude, north]]) };
}

/** Draw a chart; gives the function that shows it other activities. */
async function drawChart(name, { about, drawing }, shared, choose) {
  const { columns, filters = {}, steepest = Infinity } = about;
  const figure = figureFor(name, about);
  document.getElementById("charts").append(figure);
  // On a narrow screen a wide chart is made lower.
  if (Number.isFinite(drawing.height)) drawing.height = Math.min(drawing.height, figure.clientWidth * steepest);
  for (const data of drawing.data) if (data.format?.type === "topojson") data.values = shared.outlines;
  const { view } = await vegaEmbed(figure.querySelector(".drawing"), drawing, {
    mode: "vega", renderer: "svg", actions: false, ast: true, defaultStyle: false, tooltip: showTip,
    logLevel: ERRORS_ONLY,
  });
  view.addEventListener("click", (_event, item) => {
    const entries = Object.entries(filters).filter(([, field]) => item?.datum?.[field]);
    if (entries.length) choose(Object.fromEntries(entries.map(([control, field]) => [control, item.datum[field]])));
  });
  const details = figure.querySelector("details");
  let rows = [];
  const fillNumbers = () => {
    if (details.open) figure.querySelector(".numbers").replaceChildren(numbersTable(rows, columns));
  };
  details.addEventListener("toggle", fillNumbers);
  return async (activities) => {
    const counts = COUNTS[name](activities, shared);
    rows = counts.rows;
    figure.classList.toggle("empty", !rows.length);
    figure.querySelector(".note").textContent = rows.length ? counts.note : `Nothing to show. ${counts.note}`;
    fillNumbers();
    if (counts.frame) view.signal("frame", outlineOf(counts.frame)).signal("middle", (counts.frame.west + counts.frame.east) / 2);
    await view.data("rows", rows).resize().runAsync();
  };
}

/** Draw all charts; gives the function that shows them other activities. */
async function drawCharts(countries, choose) {
  const { charts, outlines } = JSON.parse(document.getElementById("chart-data").textContent);
  const shared = { countries, outlines };
  const updates = [];
  for (const [name, chart] of Object.entries(charts)) updates.push(await drawChart(name, chart, shared, choose));
  return (activities) => Promise.all(updates.map((update) => update(activities)));
}
