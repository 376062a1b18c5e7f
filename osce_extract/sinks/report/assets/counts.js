// What the charts show: for each a function from activities to { rows, note }, and the key figures.

const MOST = { places: 600, labels: 12, donors: 12, countries: 12, partners: 15 };
const ROLES = ["co-operation", "co-organizer", "host", "support", "implementer", "contributor"];
const PEOPLE = ["women", "men", "not told"];
const MONTHS = "January February March April May June July August September October November December".split(" ");

const monthInWords = (month) => `${MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
const share = (shown, all, what) => (all > shown ? `The ${shown} most frequent of ${number.format(all)} ${what}. ` : "");
const plural = (count, one, more) => `${number.format(count)} ${count === 1 ? one : more}`;

const COUNTS = {
  timeline(activities) {
    const dated = activities.filter(({ when }) => /^\d{4}-(0[1-9]|1[0-2])/.test(when));
    const months = [...tally(dated, ({ when }) => [when.slice(0, 7)])].sort();
    const rows = months.map(([code, count]) => ({
      code, label: monthInWords(code), month: Date.UTC(Number(code.slice(0, 4)), Number(code.slice(5)) - 1), count,
    }));
    const issued = dated.filter((activity) => !activity.dated).length;
    const missing = activities.length - dated.length;
    return {
      rows,
      note: (issued ? `${number.format(issued)} by the day of publication, as the page gives no other. ` : "") +
        (missing ? `${number.format(missing)} without a month are left out.` : ""),
    };
  },

  map(activities, { countries }) {
    const spots = new Map();
    let [online, unknown] = [0, 0];
    for (const { places } of activities) {
      for (const [place, code, latitude, longitude] of places) {
        if (latitude === null || longitude === null) {
          if (place === "online") online += 1;
          else unknown += 1;
          continue;
        }
        const key = `${latitude},${longitude}`;
        const spot = spots.get(key) ?? { place, code, country: countries[code] ?? "", latitude, longitude, count: 0, label: false };
        spot.count += 1;
        spots.set(key, spot);
      }
    }
    const all = [...spots.values()].sort((a, b) => b.count - a.count || alphabet.compare(a.place, b.place));
    const rows = all.slice(0, MOST.places);
    const frame = frameOf(rows);
    if (frame) nameSpots(rows, frame, innerWidth < 768 ? 2 : 1);
    const left = [online && `${number.format(online)} online`, unknown && `${number.format(unknown)} whose place is not on our map`];
    const rest = left.filter(Boolean).join(", ");
    return { rows, frame, note: share(rows.length, all.length, "places") + (rest ? `Besides: ${rest}.` : "") };
  },

  donors(activities, { countries }) {
    const pairs = tally(activities, ({ donors, codes }) => donors.flatMap((donor) => codes.map((code) => `${code}\t${donor}`)));
    const all = [...pairs].map(([pair, count]) => {
      const [code, donor] = [pair.slice(0, pair.indexOf("\t")), pair.slice(pair.indexOf("\t") + 1)];
      return { donor, code, country: countries[code] ?? code, count };
    });
    const sums = (field) => {
      const totals = new Map();
      for (const row of all) totals.set(row[field], (totals.get(row[field]) ?? 0) + row.count);
      return ranked(totals).map(([value]) => value);
    };
    const [donors, codes] = [sums("donor"), sums("code")];
    const [topDonors, topCodes] = [new Set(donors.slice(0, MOST.donors)), new Set(codes.slice(0, MOST.countries))];
    const rows = all.filter((row) => topDonors.has(row.donor) && topCodes.has(row.code)).sort((a, b) => b.count - a.count);
    return { rows, note: share(topDonors.size, donors.length, "donors") + share(topCodes.size, codes.length, "countries") };
  },

  partners(activities) {
    const names = ranked(tally(activities, ({ partnerNames }) => partnerNames));
    const top = new Map(names.slice(0, MOST.partners).map(([name], place) => [name, place]));
    const pairs = new Map();
    for (const { partners } of activities) {
      for (const [partner, role] of partners) {
        if (!top.has(partner)) continue;
        const key = `${role}\t${partner}`;
        const row = pairs.get(key) ?? { partner, role, rank: ROLES.indexOf(role), count: 0 };
        row.count += 1;
        pairs.set(key, row);
      }
    }
    const rows = [...pairs.values()].sort((a, b) => top.get(a.partner) - top.get(b.partner) || a.rank - b.rank);
    return { rows, note: share(top.size, names.length, "partners") };
  },

  participants(activities) {
    const counted = activities.filter(({ total, when }) => total !== null && when);
    const years = new Set(counted.map(({ when }) => when.slice(0, 4)));
    const periods = new Map();
    for (const activity of counted) {
      const period = periodOf(activity.when, years.size > 3);
      const sums = periods.get(period) ?? [0, 0, 0];
      partsOf(activity).forEach((people, part) => { sums[part] += people; });
      periods.set(period, sums);
    }
    const rows = withoutGaps([...periods.keys()].sort()).flatMap((period) =>
      (periods.get(period) ?? [0, 0, 0])
        .map((people, rank) => ({ period, who: PEOPLE[rank], rank, people }))
        .filter(({ people, rank }) => people || (rank === 2 && !periods.has(period))));
    const silent = activities.length - counted.length;
    return { rows, note: silent ? `${plural(silent, "activity does", "activities do")} not say how many took part.` : "" };
  },
};

/** What the map must show: all spots, and never so near that a town fills it. */
function frameOf(spots) {
  if (!spots.length) return null;
  const span = (values, least) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = Math.max((high - low) * 0.08, (least - (high - low)) / 2, 0.5);
    return [low - margin, high + margin];
  };
  const [west, east] = span(spots.map(({ longitude }) => longitude), 12);
  const [south, north] = span(spots.map(({ latitude }) => latitude), 7);
  return { west, east, south, north };
}

/** Name the most frequent spots, none on top of another. */
function nameSpots(spots, { west, east, south, north }, space) {
  const named = [];
  for (const spot of spots) {
    if (named.length === MOST.labels) return;
    const crowded = named.some((other) =>
      Math.abs(other.longitude - spot.longitude) < (east - west) * 0.14 * space && Math.abs(other.latitude - spot.latitude) < (north - south) * 0.06 * space);
    if (crowded) continue;
    spot.label = true;
    named.push(spot);
  }
}

/** The year of a date, or its quarter where there are few years. */
function periodOf(when, byYear) {
  const month = Number(when.slice(5, 7));
  return byYear || !month ? when.slice(0, 4) : `${when.slice(0, 4)} Q${Math.ceil(month / 3)}`;
}

/** The periods from the first to the last, those in which nothing happened too. */
function withoutGaps(periods) {
  const all = [];
  for (let period = periods[0]; period && period <= periods.at(-1); period = nextPeriod(period)) all.push(period);
  // A year among quarters is a date that tells no more.
  return [...new Set([...all, ...periods])].sort();
}

function nextPeriod(period) {
  const [year, quarter] = [Number(period.slice(0, 4)), Number(period.slice(6))];
  if (!quarter) return `${year + 1}`;
  return quarter === 4 ? `${year + 1} Q1` : `${year} Q${quarter + 1}`;
}

/** Women, men, and those of whom the page does not say. */
function partsOf({ total, women, men }) {
  const rest = Math.max(total - (women ?? 0) - (men ?? 0), 0);
  return [women ?? 0, men ?? 0, rest];
}

/** The key figures, as pairs of a name and a figure. */
function figuresOf(activities) {
  const counted = activities.filter(({ total }) => total !== null);
  const people = counted.reduce((sum, { total }) => sum + total, 0);
  const everyone = ({ total, women, men }) => total ?? (women !== null && men !== null ? women + men : 0);
  const parted = activities.filter((activity) => activity.women !== null && everyone(activity));
  const women = parted.reduce((sum, activity) => sum + activity.women, 0);
  const ofWhom = parted.reduce((sum, activity) => sum + everyone(activity), 0);
  const distinct = (valuesOf) => number.format(tally(activities, valuesOf).size);
  return [
    ["Records", number.format(activities.length), ""],
    ["Countries", distinct(({ codes }) => codes), ""],
    ["Participants", number.format(people), `in ${plural(counted.length, "activity that counts", "activities that count")} them`],
    ["Women", ofWhom ? `${Math.round((100 * women) / ofWhom)}%` : "–", `in ${plural(parted.length, "activity that tells", "activities that tell")}`],
    ["Donors", distinct(({ donors }) => donors), ""],
    ["Partners", distinct(({ partnerNames }) => partnerNames), ""],
  ];
}
