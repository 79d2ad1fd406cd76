// Runs the real agent of this page and writes what it collects into the table. Values are text nodes, never markup.

const root = document.getElementById('signals');
const state = document.getElementById('signals-state');
const again = document.getElementById('signals-again');
const words = JSON.parse(root.dataset.words);
const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

const cellsOf = name => root.querySelector(`[data-signal="${CSS.escape(name)}"]`)?.querySelectorAll('td');

function plain(value) {
  if (value === null || value === '') return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.length === 0 ? words.none : value.map(plain).join(', ');
  if (typeof value === 'object') return Object.values(value).map(plain).join(' ');
  return String(value);
}

/** A list of names and values where the signal has several, else one text. */
function shown(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return document.createTextNode(plain(value));
  const entries = Object.entries(value);
  if (entries.length === 0) return document.createTextNode(words.none);
  const list = document.createElement('dl');
  for (const [name, part] of entries) {
    const row = document.createElement('div');
    const term = document.createElement('dt');
    const told = document.createElement('dd');
    term.textContent = name;
    told.textContent = plain(part);
    row.append(term, told);
    list.append(row);
  }
  return list;
}

const missingIn = value => (typeof value === 'object' && value !== null ? (words[value.missing] ?? null) : null);

async function show(inspect) {
  again.disabled = true;
  state.textContent = words.waiting;
  const since = performance.now();
  let all = 0;
  let values = 0;
  const level = await inspect({ siteKey: root.dataset.siteKey }, ({ name, value, ms }) => {
    const [valueCell, timeCell] = cellsOf(name) ?? [];
    if (valueCell === undefined) return;
    const missing = missingIn(value);
    all += 1;
    if (missing === null) values += 1;
    valueCell.replaceChildren(missing === null ? shown(value) : document.createTextNode(missing));
    valueCell.classList.toggle('missing', missing !== null);
    timeCell.textContent = `${numbers.format(ms)} ${words.ms}`;
  });
  const told = { all, shown: values, ms: Math.round(performance.now() - since), level: level ?? words.none };
  state.textContent = words.done.replace(/\{(\w+)\}/g, (_, name) => String(told[name]));
  root.dataset.done = String(all);
  again.disabled = false;
}

try {
  const { inspect } = await import(root.dataset.module);
  again.hidden = false;
  again.addEventListener('click', () => show(inspect));
  await show(inspect);
} catch {
  state.textContent = words.off;
}
