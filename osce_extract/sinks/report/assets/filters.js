// The form above the charts: its choices, and which activities they keep.

/** What each choice list offers. */
const CHOICES = {
  type: (activity) => (activity.type ? [activity.type] : []),
  country: (activity) => activity.codes,
  donor: (activity) => activity.donors,
  partner: (activity) => activity.partnerNames,
  organizer: (activity) => activity.organizers,
  field: (activity) => activity.fields,
};

/** Fill the choice lists, each value with the number of activities that have it. Names can be typed in part too. */
function fillChoices(form, activities, countries) {
  for (const [name, valuesOf] of Object.entries(CHOICES)) {
    const control = form.elements[name];
    const nameOf = (value) => (name === "country" ? countries[value] ?? value : value);
    const counts = [...tally(activities, (activity) => new Set(valuesOf(activity)))];
    counts.sort((a, b) => alphabet.compare(nameOf(a[0]), nameOf(b[0])));
    const options = counts.map(([value, count]) => {
      const option = make("option", control.list ? number.format(count) : `${nameOf(value)} (${number.format(count)})`);
      option.value = value;
      return option;
    });
    (control.list ?? control).append(...options);
  }
}

/** Whether an activity has a value: the very one if any has it, else one that holds these letters. */
function choiceOf(control, valuesOf, activities) {
  const wanted = control.value.trim();
  if (!control.list || activities.some((activity) => valuesOf(activity).includes(wanted))) {
    return (activity) => valuesOf(activity).includes(wanted);
  }
  const letters = wanted.toLowerCase();
  return (activity) => valuesOf(activity).some((value) => value.toLowerCase().includes(letters));
}

/** The activities that the form keeps. */
function kept(form, activities) {
  const value = (name) => form.elements[name].value.trim();
  const words = value("words").toLowerCase().split(/\s+/).filter(Boolean);
  const [from, to] = [value("from"), value("to")].map((month) => (/^\d{4}(-\d\d)?$/.test(month) ? month : ""));
  const choices = Object.entries(CHOICES).filter(([name]) => value(name))
    .map(([name, valuesOf]) => choiceOf(form.elements[name], valuesOf, activities));
  return activities.filter(
    (activity) =>
      words.every((word) => activity.words.includes(word)) &&
      (!(from || to) || activity.when) &&
      (!from || activity.when >= from.slice(0, activity.when.length)) &&
      (!to || activity.when.slice(0, to.length) <= to) &&
      choices.every((fits) => fits(activity)),
  );
}

/** The form's choices in words, for the page and for paper. */
function choicesInWords(form) {
  const said = [];
  for (const control of form.elements) {
    if (!control.name || !control.value) continue;
    const label = control.name === "words" ? "with" : control.labels[0].firstChild.textContent.trim().toLowerCase();
    const shown = control.selectedOptions ? control.selectedOptions[0].textContent.replace(/ \([\d,]+\)$/, "") : control.value;
    said.push(`${label} ${control.name === "words" ? `“${shown}”` : shown}`);
  }
  return said.join(", ");
}
