// The document editor. Without it the words are plain boxes and the page still saves.

const root = document.querySelector("[data-editor]");
const form = root.querySelector("[data-words]");
const state = root.querySelector("[data-state]");
const given = JSON.parse(document.getElementById("editor-data").textContent);
const figures = given.figures;
let marks = given.findings;

const TOKEN = /\[[=@][^[\]]{1,298}\]/g;
const PAUSE = 400;
const KEEP = 2000;
const HERE = 20000;

// Tokens are stored as plain text. In the editor each is one thing, shown as it prints.

function toEditor(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = text.data.split(/(\[[=@][^[\]]{1,298}\])/);
    if (parts.length === 1) continue;
    text.replaceWith(
      ...parts.map((part) => {
        if (!part.match(/^\[[=@]/)) return part;
        const chip = page.createElement("span");
        chip.dataset.token = part;
        return chip;
      }),
    );
  }
  for (const caption of page.querySelectorAll("table > caption")) {
    const words = page.createElement("p");
    words.dataset.caption = "";
    words.innerHTML = caption.innerHTML;
    caption.parentNode.before(words);
    caption.remove();
  }
  return page.body.innerHTML;
}

function fromEditor(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const chip of page.querySelectorAll("[data-token]")) {
    chip.replaceWith(chip.dataset.token);
  }
  for (const words of page.querySelectorAll("p[data-caption]")) {
    const table = words.nextElementSibling;
    if (table && table.matches("table") && words.textContent.trim()) {
      const caption = page.createElement("caption");
      caption.innerHTML = words.innerHTML;
      table.prepend(caption);
      words.remove();
    } else if (!words.textContent.trim()) {
      words.remove();
    } else {
      delete words.dataset.caption;
    }
  }
  for (const extra of page.querySelectorAll("colgroup")) extra.remove();
  const text = page.body.innerHTML.trim();
  return text === "<p></p>" ? "" : text;
}

function extensions(lib) {
  const chip = lib.Node.create({
    name: "token",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({
      token: {
        parseHTML: (element) => element.dataset.token,
        renderHTML: (attributes) => ({ "data-token": attributes.token }),
      },
    }),
    parseHTML: () => [{ tag: "span[data-token]" }],
    renderHTML: ({ HTMLAttributes, node }) => ["span", HTMLAttributes, node.attrs.token],
    renderText: ({ node }) => node.attrs.token,
    addNodeView: () => (view) => {
      const dom = document.createElement("span");
      dom.className = "chip";
      dom.dataset.chip = view.node.attrs.token;
      dom.contentEditable = "false";
      showChip(dom);
      return { dom };
    },
  });
  const caption = lib.Paragraph.extend({
    name: "tableCaption",
    // After the paragraph, which is what the Enter key makes; read before it.
    priority: 900,
    parseHTML: () => [{ tag: "p[data-caption]", priority: 60 }],
    renderHTML: () => ["p", { "data-caption": "" }, 0],
    addKeyboardShortcuts: () => ({}),
    addCommands: () => ({}),
  });
  return [
    lib.Document, lib.Paragraph, lib.Text, lib.HardBreak, lib.History, lib.Gapcursor,
    lib.Bold, lib.Italic, lib.Superscript, lib.Blockquote, lib.BulletList,
    lib.OrderedList, lib.ListItem, lib.Heading.configure({ levels: [3, 4] }),
    lib.Link.configure({ openOnClick: false, protocols: ["http", "https", "mailto"] }),
    lib.Table, lib.TableRow, lib.TableHeader, lib.TableCell, chip, caption, marked(lib),
  ];
}

function showChip(dom) {
  const text = figures[dom.dataset.chip];
  dom.textContent = text ?? dom.dataset.chip;
  dom.classList.toggle("chip-unknown", text === undefined);
  dom.title = dom.dataset.chip;
}

function showChips() {
  for (const dom of root.querySelectorAll("[data-chip]")) showChip(dom);
}

// What the checks found is marked in the words by the number that stands at the finding.

function marked(lib) {
  const { Decoration, DecorationSet } = lib.pm.view;
  return lib.Extension.create({
    name: "marks",
    addProseMirrorPlugins: () => [
      new lib.Plugin({
        props: {
          decorations(editorState) {
            const found = [];
            const counts = {};
            editorState.doc.descendants((node, position) => {
              if (!node.isText) return;
              for (const mark of marks) {
                if (!mark.excerpt) continue;
                let at = node.text.indexOf(mark.excerpt);
                while (at >= 0) {
                  const count = (counts[mark.number] = (counts[mark.number] ?? -1) + 1);
                  if (count === mark.occurrence) {
                    found.push(
                      Decoration.inline(
                        position + at,
                        position + at + mark.excerpt.length,
                        { class: `mark mark-${mark.weight}`, "data-number": `${mark.number}` },
                      ),
                    );
                  }
                  at = node.text.indexOf(mark.excerpt, at + 1);
                }
              }
            });
            return DecorationSet.create(editorState.doc, found);
          },
        },
      }),
    ],
  });
}

// Saving, keeping, previewing.

let changes = 0;
let saved = 0;
const timers = {};

function later(name, wait, what) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(what, wait);
}

function say(words) {
  state.textContent = words;
}

// Another tab, so that what stands here stays.
function saySignedOut() {
  const link = document.createElement("a");
  Object.assign(link, { href: root.dataset.place, target: "_blank" });
  link.textContent = "Sign in again in another tab";
  state.replaceChildren("You were signed out. ", link, " and go on here; nothing is lost.");
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true })
    .replace(" ", "");
}

const store = `words of ${root.dataset.place}`;

function typed() {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken") fields[name] = value;
  }
  return fields;
}

// Kept at once on this computer: a tab can close between two words.
function keepHere() {
  try {
    localStorage.setItem(store, JSON.stringify({ at: Date.now(), fields: typed() }));
  } catch {
    // A browser without storage keeps nothing; the words are still on the page.
  }
}

// Signing in again in another tab gives a new token; the form's own is then refused.
function freshToken() {
  const box = form.querySelector("[name=csrfmiddlewaretoken]");
  const found = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  if (found) box.value = found[1];
  return box.value;
}

async function send(address, data) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", freshToken());
  for (const [name, value] of Object.entries(data)) body.set(name, value);
  return fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
}

function signedOut(answer) {
  return answer.redirected || answer.status === 401 || answer.status === 403;
}

async function keep() {
  try {
    const answer = await send(root.dataset.keep, { place: root.dataset.place, ...typed() });
    if (signedOut(answer)) return saySignedOut();
    if (answer.ok && changes !== saved) say(`Draft kept at ${clock()}`);
  } catch {
    say("Not kept: no connection. Your words are safe on this computer; trying again.");
    later("keep", KEEP * 3, keep);
  }
}

async function look() {
  const sent = changes;
  try {
    const answer = await send(root.dataset.preview, typed());
    if (!answer.ok || answer.redirected) return;
    const found = await answer.json();
    // Words typed since have a preview of their own on its way.
    if (sent !== changes) return;
    root.querySelector("[data-shown]").innerHTML = found.html;
    root.querySelector("[data-findings]").innerHTML = found.findings;
    root.querySelector("[data-count]").textContent = found.marks.length;
    Object.assign(figures, found.figures);
    marks = found.marks;
    showChips();
    offerCures();
    for (const editor of editors.values()) editor.view.dispatch(editor.state.tr);
  } catch {
    // The words are kept all the same; the preview follows when there is a connection.
  }
}

function touched() {
  changes += 1;
  keepHere();
  say("Not saved yet");
  later("look", PAUSE, look);
  later("keep", KEEP, keep);
}

// What somebody else changed meanwhile, put into the words around the cursor.
function takeIn(area, words) {
  const editor = editors.get(area);
  const content = toEditor(words);
  const { doc, tr } = editor.state;
  const joined = lib.createDocument(content, editor.schema, { preserveWhitespace: true });
  const start = doc.content.findDiffStart(joined.content);
  if (start !== null) {
    let { a, b } = doc.content.findDiffEnd(joined.content);
    const overlap = Math.max(0, start - Math.min(a, b));
    a += overlap;
    b += overlap;
    editor.view.dispatch(tr.replace(start, a, joined.slice(start, b)).setMeta("preventUpdate", true));
  }
  area.value = words;
}

// Words that were typed after the sending still rest on the ground they began from.
function ground(told) {
  for (const [name, digest] of Object.entries(told.digests)) {
    const joined = told.joined[name];
    if (joined !== undefined && changes !== saved) continue;
    if (joined !== undefined) takeIn(form.elements[`words-${name}`], joined);
    form.querySelector(`[name="based-${name}"]`).value = digest;
  }
}

async function saveNow() {
  const sent = changes;
  try {
    const answer = await send(form.action, typed());
    if (signedOut(answer)) return saySignedOut();
    const told = await answer.json();
    if (told.saved) {
      saved = sent;
      ground(told);
      if (changes !== saved) return;
      clearTimeout(timers.keep);
      localStorage.removeItem(store);
      const others = Object.keys(told.joined).length;
      say(`Saved at ${told.saved}${others ? ", with what somebody else changed meanwhile" : ""}`);
      look();
      return;
    }
    form.submit();
  } catch {
    say("Not saved: no connection. Your words are safe on this computer; trying again.");
    later("save", KEEP * 3, saveNow);
  }
}

// The editor itself, its tools and its pickers.

const editors = new Map();
let lib;

function build(area) {
  const box = document.createElement("div");
  box.className = "rich";
  area.before(box);
  const tools = document.getElementById("toolbar").content.firstElementChild.cloneNode(true);
  box.append(tools);
  const editor = new lib.Editor({
    element: box,
    injectCSS: false,
    extensions: extensions(lib),
    content: toEditor(area.value),
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": area.id.replace("words-", "label-"),
        "aria-describedby": area.getAttribute("aria-describedby"),
        spellcheck: "true",
      },
      handleTextInput: (view, from, to, text) => {
        if (text !== "=" && text !== "@") return false;
        const before = view.state.doc.textBetween(Math.max(0, from - 1), from, " ", " ");
        if (before.trim()) return false;
        pick(editor, text === "=" ? "figure" : "reference");
        return true;
      },
    },
    onUpdate: () => {
      area.value = fromEditor(editor.getHTML());
      touched();
    },
    onTransaction: () => tools.dispatchEvent(new Event("refresh")),
  });
  area.hidden = true;
  editors.set(area, editor);
  toolbar(tools, editor);
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      act(editor, "link");
    }
  });
}

function act(editor, what) {
  // Made only when it runs: the focus that it asks for would leave a box just opened.
  const chain = () => editor.chain().focus();
  const does = {
    bold: () => chain().toggleBold().run(),
    italic: () => chain().toggleItalic().run(),
    heading: () => chain().toggleHeading({ level: 3 }).run(),
    list: () => chain().toggleBulletList().run(),
    numbers: () => chain().toggleOrderedList().run(),
    undo: () => chain().undo().run(),
    head: () => chain().toggleHeaderRow().run(),
    row: () => chain().addRowAfter().run(),
    column: () => chain().addColumnAfter().run(),
    less: () => chain().deleteRow().run(),
    "no-table": () => chain().deleteTable().run(),
    link: () => askLink(editor),
    table: () => askTable(editor),
    figure: () => pick(editor, "figure"),
    reference: () => pick(editor, "reference"),
  };
  does[what]();
}

function toolbar(tools, editor) {
  const buttons = [...tools.querySelectorAll("button")];
  const shown = () => buttons.filter((button) => !button.hidden);
  buttons.forEach((button, number) => (button.tabIndex = number ? -1 : 0));
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) act(editor, button.dataset.do);
  });
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = shown();
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
  });
  tools.addEventListener("refresh", () => {
    const inTable = editor.isActive("table");
    const on = {
      bold: "bold", italic: "italic", heading: "heading", list: "bulletList",
      numbers: "orderedList", link: "link",
    };
    for (const button of buttons) {
      const what = button.dataset.do;
      if (on[what]) button.setAttribute("aria-pressed", String(editor.isActive(on[what])));
      if (["head", "row", "column", "less", "no-table"].includes(what)) button.hidden = !inTable;
    }
  });
  tools.dispatchEvent(new Event("refresh"));
}

function openBox(editor, template, title) {
  closeBox();
  const box = document.getElementById(template).content.firstElementChild.cloneNode(true);
  box.querySelector(".picker-title").textContent = title;
  box.dataset.open = "";
  editor.options.element.after(box);
  const close = () => {
    box.remove();
    editor.commands.focus();
  };
  box.querySelector("[data-cancel]").addEventListener("click", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return { box, close };
}

function closeBox() {
  root.querySelector("[data-open]")?.remove();
}

function ask(editor, title, fields, done) {
  const { box, close } = openBox(editor, "asker", title);
  const place = box.querySelector(".asker-fields");
  for (const [name, label, value] of fields) {
    const id = `ask-${name}`;
    const heading = document.createElement("label");
    heading.className = "govuk-label";
    heading.htmlFor = id;
    heading.textContent = label;
    const input = document.createElement("input");
    input.className = "govuk-input";
    Object.assign(input, { id, name, value });
    place.append(heading, input);
  }
  place.querySelector("input").focus();
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(box));
    close();
    done(values);
  });
}

function askLink(editor) {
  const now = editor.getAttributes("link").href ?? "";
  const { empty } = editor.state.selection;
  const fields = [["href", "Where it leads, like https://www.example.org", now]];
  if (empty && !now) fields.push(["text", "Its words", ""]);
  ask(editor, "Link", fields, ({ href, text }) => {
    const chain = editor.chain().focus().extendMarkRange("link");
    if (!href.trim()) return chain.unsetLink().run();
    if (text) {
      return chain
        .insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] })
        .run();
    }
    chain.setLink({ href }).run();
  });
}

function askTable(editor) {
  const fields = [
    ["caption", "What the table shows", ""], ["rows", "Rows below the headings", "3"],
    ["columns", "Columns", "2"],
  ];
  ask(editor, "Table", fields, ({ caption, rows, columns }) => {
    const size = (text) => Math.min(Math.max(parseInt(text, 10) || 1, 1), 20);
    const cells = (type) =>
      Array.from({ length: size(columns) }, () => ({ type, content: [{ type: "paragraph" }] }));
    const body = Array.from({ length: size(rows) }, () => ({
      type: "tableRow", content: cells("tableCell"),
    }));
    const words = caption.trim() ? [{ type: "text", text: caption.trim() }] : [];
    editor.chain().focus().insertContent([
      { type: "tableCaption", content: words },
      { type: "table", content: [{ type: "tableRow", content: cells("tableHeader") }, ...body] },
    ]).command(intoFirstCell).run();
  });
}

// The caret stands in the last cell of a new table; one begins with the first.
function intoFirstCell({ tr, commands }) {
  const { $from } = tr.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "table") {
      return commands.setTextSelection($from.start(depth) + 3);
    }
  }
  return true;
}

function pick(editor, kind) {
  const title = kind === "figure" ? "Insert a figure" : "Refer to…";
  const { box, close } = openBox(editor, "picker", title);
  const input = box.querySelector("input");
  const list = box.querySelector("ul");
  const none = box.querySelector(".picker-none");
  const styles = box.querySelector(".picker-styles");
  const address = kind === "figure" ? root.dataset.figures : root.dataset.references;
  let found = [];
  let foundFor = null;
  let chosen = -1;

  async function search() {
    const asked = input.value;
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(asked)}`, {
        headers: { Accept: "application/json" },
      });
      if (answer.redirected || !answer.ok) return saySignedOut();
      const { options } = await answer.json();
      if (asked !== input.value) return;
      found = options;
      foundFor = asked;
    } catch {
      none.textContent = "No connection. Try again in a moment.";
      return;
    }
    none.textContent = found.length || !input.value ? "" : "Nothing found. Try fewer words.";
    list.replaceChildren(...found.map(item));
    choose(found.length ? 0 : -1);
  }

  function item(option, number) {
    const line = document.createElement("li");
    line.id = `picker-option-${number}`;
    line.setAttribute("role", "option");
    for (const [name, text] of [
      ["label", option.label], ["value", option.value ?? option.title],
      ["detail", option.detail ?? ""],
    ]) {
      const part = document.createElement("span");
      part.className = `option-${name}`;
      part.textContent = text;
      line.append(part, " ");
    }
    line.addEventListener("click", () => choose(number));
    return line;
  }

  function choose(number) {
    chosen = number;
    [...list.children].forEach((line, other) =>
      line.setAttribute("aria-selected", String(other === number)));
    if (number >= 0) {
      input.setAttribute("aria-activedescendant", `picker-option-${number}`);
      list.children[number].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
    const ways = found[number]?.styles ?? [];
    styles.hidden = ways.length < 2;
    styles.querySelectorAll("label").forEach((label) => label.remove());
    ways.forEach(([token, words], other) => {
      const label = document.createElement("label");
      const radio = document.createElement("input");
      Object.assign(radio, { type: "radio", name: "picker-style", value: token, checked: !other });
      label.append(radio, ` ${words}`);
      styles.append(label);
    });
  }

  // Who types fast and presses Enter means what is found for these words.
  async function insert() {
    if (foundFor !== input.value) await search();
    if (foundFor !== input.value || chosen < 0) return;
    const option = found[chosen];
    const token = styles.querySelector("input:checked")?.value ?? option.styles?.[0]?.[0] ?? option.token;
    const words = option.styles?.find(([one]) => one === token)?.[1] ?? option.label;
    figures[token] = kind === "figure" ? words : option.label;
    close();
    editor.chain().focus().insertContent({ type: "token", attrs: { token } }).run();
  }

  input.addEventListener("input", () => later("search", 150, search));
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && event.target === input && found.length) {
      event.preventDefault();
      choose((chosen + step + found.length) % found.length);
    }
    if (event.key === "Enter" && event.target.tagName === "INPUT") {
      event.preventDefault();
      insert();
    }
  });
  box.querySelector("[data-insert]").addEventListener("click", insert);
  input.focus();
  search();
}

// Findings: the first button is the likely cure.

function offerCures() {
  for (const line of root.querySelectorAll(".finding-do")) line.hidden = false;
}

function cure(button) {
  const { replace, offer, occurrence } = button.dataset;
  for (const editor of editors.values()) {
    let seen = -1;
    let done = false;
    editor.state.doc.descendants((node, position) => {
      if (done || !node.isText) return;
      let at = node.text.indexOf(replace);
      while (at >= 0 && !done) {
        seen += 1;
        if (seen === Number(occurrence)) {
          done = true;
          const content = offer.match(TOKEN)
            ? { type: "token", attrs: { token: offer } }
            : { type: "text", text: offer };
          const from = position + at;
          editor.chain().focus()
            .insertContentAt({ from, to: from + replace.length }, content).run();
        }
        at = node.text.indexOf(replace, at + 1);
      }
    });
    if (done) return;
  }
}

function nextFinding(step) {
  const all = [...root.querySelectorAll("[data-findings] .finding")];
  if (!all.length) return;
  const now = all.findIndex((one) => one.contains(document.activeElement));
  all[(now + step + all.length) % all.length].focus();
}

function nextPane(step) {
  const panes = [
    root.querySelector(".editor-outline a"), root.querySelector(".ProseMirror"),
    root.querySelector("[data-findings] .finding") ?? root.querySelector("[data-shown]"),
    root.querySelector("[data-shown]"),
  ].filter(Boolean);
  const now = panes.findIndex((pane) => pane === document.activeElement);
  panes[(now + step + panes.length) % panes.length].focus();
}

// Others at work, and words that were kept when this page was left.

async function here() {
  try {
    const answer = await send(root.dataset.presence, { place: root.dataset.place });
    if (!answer.ok || answer.redirected) return;
    const { others } = await answer.json();
    const line = root.querySelector("[data-others]");
    line.hidden = !others;
    line.textContent = others;
  } catch {
    // Who else is here is told again with the next answer.
  }
}

function keptHere() {
  try {
    return JSON.parse(localStorage.getItem(store) ?? "null");
  } catch {
    return null;
  }
}

function offerKept() {
  if (root.dataset.saved !== undefined) localStorage.removeItem(store);
  const own = keptHere();
  const kept = own && own.at > (given.kept?.at ?? 0) ? own : given.kept;
  if (!kept) return;
  const differs = Object.entries(kept.fields).some(
    ([name, value]) => name.startsWith("words-") && form.elements[name]?.value !== value,
  );
  const line = root.querySelector("[data-kept]");
  line.hidden = true;
  if (!differs) return localStorage.removeItem(store);
  const when = new Date(kept.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
  line.hidden = false;
  line.innerHTML = "<p></p><p><button type=button class=govuk-button>Bring them back</button> "
    + "<button type=button class='govuk-button govuk-button--secondary'>Throw them away</button></p>";
  line.firstChild.textContent = `You typed words here on ${when} that are not saved.`;
  const [back, away] = line.querySelectorAll("button");
  back.addEventListener("click", () => {
    for (const [name, value] of Object.entries(kept.fields)) {
      if (!form.elements[name]) continue;
      form.elements[name].value = value;
      const editor = editors.get(form.elements[name]);
      if (editor) editor.commands.setContent(toEditor(value));
    }
    line.hidden = true;
    touched();
  });
  away.addEventListener("click", () => {
    localStorage.removeItem(store);
    line.hidden = true;
    send(root.dataset.drop, { place: root.dataset.place }).catch(() => {
      // They are offered once more, and can be thrown away then.
    });
  });
}

if (form) {
  lib = await import(root.dataset.library);
  for (const area of form.querySelectorAll("[data-rich]")) build(area);
  offerCures();
  offerKept();
  here();
  setInterval(here, HERE);
  form.addEventListener("input", touched);
  form.addEventListener("submit", () => {
    // Thrown away only by the page that tells that the words were saved.
    keepHere();
    freshToken();
    saved = changes;
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-offer]");
    if (button) cure(button);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      saveNow();
    }
    if (event.key === "F8") {
      event.preventDefault();
      nextFinding(event.shiftKey ? -1 : 1);
    }
    if (event.key === "F6") {
      event.preventDefault();
      nextPane(event.shiftKey ? -1 : 1);
    }
  });
  window.addEventListener("beforeunload", () => {
    if (changes !== saved) keepHere();
  });
}
if (window.matchMedia("(max-width: 1039px)").matches) {
  root.querySelector(".editor-outline > details").open = false;
}
document.querySelector("[data-focus]")?.focus();
root.dataset.ready = "";
