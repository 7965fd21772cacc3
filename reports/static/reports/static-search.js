// Search in an exported site: finds entries that have every word of the query, those
// with more of them in the title first.

const words = (new URLSearchParams(location.search).get("q") || "")
  .toLowerCase()
  .split(/[^\p{L}\p{N}]+/u)
  .filter(Boolean);
const box = document.querySelector('main input[name="q"], #site-search');
const list = document.getElementById("results");
const SHOWN = 50;

function found(entry) {
  const text = `${entry.title} ${entry.text}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function inTitle(entry) {
  const title = entry.title.toLowerCase();
  return words.filter((word) => title.includes(word)).length;
}

// Whole words around the first word of the query.
function passageOf(text) {
  const from = Math.max(text.toLowerCase().indexOf(words[0]) - 80, 0);
  const start = from ? text.indexOf(" ", from) + 1 : 0;
  const end = text.indexOf(" ", start + 200);
  return `${start ? "… " : ""}${end < 0 ? text.slice(start) : `${text.slice(start, end)} …`}`;
}

function row(entry) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = entry.url;
  link.className = "name";
  link.textContent = entry.title;
  const passage = document.createElement("p");
  passage.textContent = passageOf(entry.text);
  item.append(link, passage);
  return item;
}

if (words.length) {
  if (box) box.value = words.join(" ");
  const entries = await (await fetch("index.json")).json();
  const hits = entries.filter(found).sort((a, b) => inTitle(b) - inTitle(a));
  list.replaceChildren(...hits.slice(0, SHOWN).map(row));
  if (!hits.length) list.textContent = "No results. Try fewer or different words.";
}
