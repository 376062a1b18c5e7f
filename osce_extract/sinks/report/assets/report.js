// Ties form, charts, table and activity together.

/** Run a task once things have been quiet for a moment. */
function afterQuiet(task, milliseconds) {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(task, milliseconds);
  };
}

function showFigures(activities) {
  const boxes = figuresOf(activities).map(([name, figure, note]) => {
    const box = make("div");
    box.append(make("dt", name), make("dd", figure), make("dd", note, { class: "note" }));
    return box;
  });
  document.getElementById("figures").replaceChildren(...boxes);
}

async function start() {
  const form = document.getElementById("filters");
  const { activities, countries, textOf } = await openData();
  const view = new ActivityView(textOf, countries);
  const table = new Table(countries, (activity, list) => view.open(activity, list));
  fillChoices(form, activities, countries);
  let latest = activities;
  let updateCharts = async () => {};

  const apply = () => {
    const began = performance.now();
    latest = kept(form, activities);
    table.show(latest);
    showFigures(latest);
    document.getElementById("count").textContent = `${number.format(latest.length)} of ${plural(activities.length, "record", "records")}`;
    document.getElementById("chosen").textContent = choicesInWords(form);
    performance.measure("table", { start: began });
    return began;
  };
  const applyToAll = async () => {
    const began = apply();
    await updateCharts(latest);
    performance.measure("filter", { start: began });
  };
  const choose = (values) => {
    for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
    applyToAll();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  const applySoon = afterQuiet(applyToAll, 150);
  for (const event of ["input", "change"]) form.addEventListener(event, applySoon);
  form.addEventListener("reset", afterQuiet(applyToAll, 0));

  apply();
  updateCharts = await drawCharts(countries, choose);
  await updateCharts(latest);
  performance.measure("open", { start: 0 });
  document.documentElement.dataset.ready = "yes";
}

start().catch((error) => {
  const trouble = document.getElementById("trouble");
  trouble.textContent = `This browser cannot show the report: ${error.message}. It needs one of 2023 or later.`;
  trouble.hidden = false;
  console.error(error);
});
