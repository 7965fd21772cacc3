// Pasted text: Microsoft Word writes list items as paragraphs that start with a bullet or
// number. This turns them back into lists.

const BULLET = /^[\s\u00a0]*(?:[·•●▪◦‣§\uf0b7\uf0a7][\s\u00a0]+|[o–-](?:\t|[\s\u00a0]{2,}))/;
const NUMBER = /^[\s\u00a0]*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:\t|[\s\u00a0]{2,})/i;
const ITS_NUMBER = /^[\s\u00a0]*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]/i;
const STYLE = /mso-list:\s*l\d+\s+level(\d+)/i;

// The list level and type of a paragraph; null if it is not a list item.
function itemOf(paragraph) {
  const text = paragraph.textContent;
  const style = STYLE.exec(paragraph.dataset.look ?? "");
  if (style) {
    return { level: Number(style[1]), ordered: ITS_NUMBER.test(text), paragraph };
  }
  const ordered = NUMBER.test(text);
  if (!ordered && !BULLET.test(text)) return null;
  return { level: /^[\s\u00a0]*o/.test(text) ? 2 : 1, ordered, paragraph };
}

// Removes the bullet or number at the start, whatever tags it is in.
function bare({ paragraph, ordered }) {
  const own = [...paragraph.querySelectorAll("[data-look]")]
    .filter((span) => /mso-list:\s*ignore/i.test(span.dataset.look));
  if (own.length) {
    for (const span of own) span.remove();
    return;
  }
  let remaining = (ordered ? NUMBER : BULLET).exec(paragraph.textContent)?.[0].length ?? 0;
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (remaining && walker.nextNode()) {
    const text = walker.currentNode;
    const count = Math.min(remaining, text.data.length);
    text.deleteData(0, count);
    remaining -= count;
  }
}

function listOf(items, page) {
  const kind = (item) => page.createElement(item.ordered ? "ol" : "ul");
  const whole = kind(items[0]);
  const open = [{ list: whole, level: items[0].level }];
  for (const item of items) {
    bare(item);
    while (open.length > 1 && item.level < open.at(-1).level) open.pop();
    if (item.level > open.at(-1).level && open.at(-1).list.lastElementChild) {
      const inner = kind(item);
      open.at(-1).list.lastElementChild.append(inner);
      open.push({ list: inner, level: item.level });
    }
    const line = page.createElement("li");
    const words = page.createElement("p");
    words.append(...item.paragraph.childNodes);
    line.append(words);
    open.at(-1).list.append(line);
  }
  return whole;
}

function sameList(item, run) {
  return !run.length || item.level > 1 || item.ordered === run[0].ordered;
}

// Styles are dropped, and the content security policy blocks reading them, so list
// styles are copied to another attribute first.
function withoutLooks(html) {
  return html
    .replace(/<style[\s>][^]*?<\/style>/gi, "")
    .replace(/(<[a-z][^<>]*?\s)style\s*=/gi, "$1data-look=");
}

export function fromWord(html) {
  const page = new DOMParser().parseFromString(withoutLooks(html), "text/html");
  let run = [];
  const close = () => {
    if (!run.length) return;
    const [first] = run;
    const placeholder = page.createComment("");
    first.paragraph.before(placeholder);
    for (const { paragraph } of run) paragraph.remove();
    placeholder.replaceWith(listOf(run, page));
    run = [];
  };
  for (const paragraph of page.querySelectorAll("p")) {
    const item = paragraph.closest("li") ? null : itemOf(paragraph);
    const follows = run.length && previous(paragraph) === run.at(-1).paragraph;
    if (!item || !follows || !sameList(item, run)) close();
    if (item) run.push(item);
  }
  close();
  return page.body.innerHTML;
}

function previous(paragraph) {
  return paragraph.previousElementSibling;
}

// Lists from plain text in which any line starts with a bullet; null for other text.
export function fromLines(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  const isItem = (line) => BULLET.test(line) || NUMBER.test(line) || /^\s*- \S/.test(line);
  if (!lines.some(isItem)) return null;
  const page = document.implementation.createHTMLDocument("");
  for (const line of lines) {
    const paragraph = page.createElement("p");
    paragraph.textContent = line.replace(/^(\s*)- (?=\S)/, "$1•\t");
    page.body.append(paragraph);
  }
  return fromWord(page.body.innerHTML);
}
