// Text in forms: rich text gets the editor; plain lines get a button that inserts a
// figure, and a preview below.

const given = document.querySelector("[data-word-tools]").dataset;
const [lib, rich, picker, pasting] = await Promise.all(
  [given.library, given.rich, given.picker, given.pasting].map((url) => import(url)),
);
const PAUSE = 400;
const figures = {};
const asked = new Set();
const addresses = { figure: given.figures, reference: given.references };
const { editors, build, showChips } = rich.editorsFor({
  lib, picker, pasting, pasteAddress: given.paste, figures, addresses, only: given.tools?.split(" "),
  knowsFigures: Boolean(given.read),
});
const lines = new Map();
const built = new WeakSet();
let timer;

// Asks the server once for the printed text of each figure.

function tokensIn(text) {
  return text.match(rich.TOKEN) ?? [];
}

async function read() {
  const texts = [...editors.keys(), ...lines.keys()].map((area) => area.value);
  const wanted = texts.flatMap(tokensIn).filter((token) => !(token in figures) && !asked.has(token));
  if (wanted.length && given.read) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const token of new Set(wanted)) body.append("words", token);
    try {
      const response = await fetch(given.read, { method: "POST", body });
      if (response.ok && !response.redirected) {
        Object.assign(figures, (await response.json()).figures);
        for (const token of wanted) asked.add(token);
      }
    } catch {
      // Without a connection, figures are shown as their codes.
    }
  }
  showChips();
  for (const [area, place] of lines) place.textContent = readsAs(area.value);
}

function readsAs(text) {
  const tokens = tokensIn(text);
  if (!tokens.length || !tokens.every((token) => token in figures || asked.has(token))) return "";
  const wrong = tokens.find((token) => !(token in figures));
  if (wrong) return `“${wrong}” is not a valid figure code`;
  return `Will show as: ${text.replace(rich.TOKEN, (token) => figures[token])}`;
}

// A plain text box of one or more lines.

function line(area) {
  if (area.matches(":disabled")) return;
  const reads = document.createElement("p");
  reads.className = "word-reads";
  reads.id = `${area.id}_reads`;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: "Insert a figure" });
  button.className = "word-insert";
  const label = area.getAttribute("aria-label") ?? area.labels?.[0]?.textContent ?? "";
  if (label) button.setAttribute("aria-label", `Insert a figure: ${label}`);
  area.after(button, reads);
  area.setAttribute("aria-describedby", `${area.getAttribute("aria-describedby") ?? ""} ${reads.id}`.trim());
  // Clicking the button does not move the cursor in the text.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => insertInto(area, reads));
  lines.set(area, reads);
}

function insertInto(area, after) {
  const [start, end] = [area.selectionStart, area.selectionEnd];
  picker.pick({
    after,
    kind: "figure",
    address: addresses.figure,
    back: () => area.focus(),
    done(token, words) {
      figures[token] = words;
      area.setRangeText(token, start, end, "end");
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}

function dress(place) {
  for (const area of place.querySelectorAll("[data-editor]")) {
    if (built.has(area)) continue;
    built.add(area);
    // The hint on how to do it by hand is only needed without JavaScript.
    for (const hint of area.closest(".govuk-form-group")?.querySelectorAll("[data-by-hand]") ?? []) {
      const describedBy = (area.getAttribute("aria-describedby") ?? "").split(" ");
      area.setAttribute("aria-describedby", describedBy.filter((id) => id !== hint.id).join(" "));
      hint.remove();
    }
    if (area.dataset.editor === "line") {
      line(area);
      continue;
    }
    area.value = markup(area.value);
    build(area);
  }
  read();
}

// The box holds plain paragraphs where the text has no other formatting, as it does
// without JavaScript: with a blank line between them.
function markup(text) {
  if (!text.trim() || /^\s*<(p|h[34]|[uo]l|blockquote|table)\b/i.test(text)) return text;
  const box = document.createElement("div");
  for (const words of text.trim().split(/\n\s*\n/)) {
    const paragraph = box.appendChild(document.createElement("p"));
    words.split("\n").forEach((line, number) =>
      paragraph.append(...(number ? [document.createElement("br")] : []), line.trim()));
  }
  return box.innerHTML;
}

// Copies what another script wrote into a box to its editor.
document.addEventListener("refilled", () => {
  for (const [area, editor] of editors) {
    area.value = markup(area.value);
    if (rich.fromEditor(editor.getHTML()) !== area.value) {
      editor.commands.setContent(rich.toEditor(area.value), { emitUpdate: false });
    }
  }
  read();
});
document.addEventListener("rows-added", () => dress(document));
document.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(read, PAUSE);
});

dress(document);
// Scrolls to an editor that did not exist yet when the page loaded.
if (window.location.hash.length > 1) {
  document.getElementById(decodeURIComponent(window.location.hash.slice(1)))?.scrollIntoView();
}
document.querySelector("[data-word-tools]").dataset.ready = "";
