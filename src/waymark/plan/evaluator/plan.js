// SPDX-License-Identifier: Apache-2.0
// The same plans as waymark.plan, in the browser: reads the rule book that export.py writes.

const STAGES = ["now", "today", "with_adult", "this_week", "later"];
const UNKNOWN = "unknown";

/**
 * The plan for answers as people give them; a missing fact is `unknown`.
 * @returns {{first_action: string, stages: Object<string, string[]>, chosen: string[]}}
 * @throws {RangeError} for an answer that cannot be read; its message names the facts.
 */
export function evaluate(book, answers) {
  const values = read(book, answers);
  for (const [variable, otherwise, given, cases] of book.derived) {
    const found = cases.find(([, lines]) => holds(lines, values));
    values[variable] = found ? found[0] : given ? values[otherwise] : otherwise;
  }
  const chosen = choose(book, values);
  const first = book.first.find(([when]) => holds(when, values))[1];
  const ids = (actions) => actions.map((action) => book.actions[action]);
  const stages = {};
  for (const [stage, actions] of split(book, values, chosen, first)) stages[stage] = ids(actions);
  return { first_action: book.actions[first], stages, chosen: ids(chosen) };
}

const holds = (lines, values) =>
  lines.some((line) => line.every(([variable, mask]) => (mask >> values[variable]) & 1));

/** `always` stays; `add` stays unless some rule vetoes it. In the order of ranks. */
function choose(book, values) {
  const [always, add, veto] = [new Set(), new Set(), new Set()];
  for (const [when, unless, ...effects] of book.rules) {
    if (!holds(when, values) || holds(unless, values)) continue;
    [always, add, veto].forEach((set, at) => effects[at].forEach((action) => set.add(action)));
  }
  return book.actions.map((_, at) => at).filter((at) => always.has(at) || (add.has(at) && !veto.has(at)));
}

function split(book, values, chosen, first) {
  const { stages, phases } = book;
  const messages = chosen.filter((action) => book.messages.includes(action));
  const steps = chosen.filter((action) => action !== first && !messages.includes(action));
  const child = book.values[book.audience][values[book.audience]] === "child";
  const own = child ? ownSteps(stages, values, chosen, first) : [first];
  const placed = Object.fromEntries(STAGES.map((stage) => [stage, []]));
  placed.now = own.slice(0, stages.now);
  placed.today = own.slice(stages.now, stages.now + stages.today);
  const done = new Set([...placed.now, ...placed.today]);
  for (const action of steps) {
    if (!done.has(action)) placed[(child ? stages.later : stages.adult)[phases[action]]].push(action);
  }
  placed.now.splice(holds(stages.urgent, values) ? 1 : 0, 0, ...messages);
  return STAGES.map((stage) => [stage, placed[stage]]).filter(([, actions]) => actions.length);
}

/** What a child does: the first action, a person to talk to, then the order of the stage list. */
function ownSteps({ own, contact }, values, chosen, first) {
  const shown = own.filter(([action, when]) => chosen.includes(action) && holds(when, values));
  const order = [...new Set(shown.map(([action]) => action))];
  const person = contact.includes(first) ? [] : [order.find((action) => contact.includes(action))];
  return [...new Set([first, ...person, ...order])];
}

// ---- answers ---------------------------------------------------------------------------------

const READERS = { choice, age, list, country };

/** One value number per input. */
function read(book, answers) {
  const values = [];
  const bad = Object.keys(answers).filter((name) => !book.facts.some((fact) => fact.name === name));
  for (const fact of book.facts) {
    const given = Object.hasOwn(answers, fact.name) ? answers[fact.name] : fact.kind === "list" ? [] : UNKNOWN;
    const found = READERS[fact.kind](book, fact, given);
    if (found.some((value) => value < 0)) bad.push(fact.name);
    fact.inputs.forEach((input, at) => (values[input] = found[at]));
  }
  if (!bad.length) bad.push(...book.contradictions.filter(([, when]) => holds(when, values)).map(([name]) => name));
  if (bad.length) throw new RangeError(`cannot read: ${bad.join(", ")}`);
  return values;
}

function choice(book, fact, given) {
  return [book.values[fact.inputs[0]].indexOf(given)];
}

/** Years become bands; only a child's age has a word beside them. */
function age(book, fact, given) {
  const bands = book.values[fact.inputs[0]];
  const own = fact.name === "child_age";
  if (typeof given === "string") return [own && !["18_plus", UNKNOWN].includes(given) ? -1 : bands.indexOf(given)];
  if (!Number.isInteger(given) || given < 0 || given >= (own ? 18 : 130)) return [-1];
  return [bands.indexOf(given < 13 ? "under_13" : given < 18 ? "13_17" : "18_plus")];
}

function list(book, fact, given) {
  if (given === UNKNOWN || (Array.isArray(given) && given.length === 1 && given[0] === UNKNOWN)) return fact.inputs.map(() => 0);
  const allowed = (value) => fact.values.includes(value) || (fact.absent && value === fact.absent);
  if (!Array.isArray(given) || !given.every(allowed)) return [-1];
  if (fact.absent === "none" && given.includes("none") && new Set(given).size > 1) return [-1];
  return fact.values.map((value) => Number(given.includes(value)));
}

function country(book, fact, given) {
  return [book.packs.findIndex((codes) => codes.includes(given))];
}
