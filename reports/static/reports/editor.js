// The document editor. Without JavaScript, the text is in plain boxes and still saves.

const root = document.querySelector("[data-editor]");
const form = root.querySelector("[data-words]");
const state = root.querySelector("[data-state]");
const tools = document.querySelector("[data-word-tools]").dataset;
const given = JSON.parse(document.getElementById("editor-data").textContent);
const figures = given.figures;
let marks = given.findings;

const PAUSE = 400;
const KEEP = 2000;
const HERE = 20000;

// Highlights the text of each issue, with the number.

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

// Saving, autosaving and previewing.

let lib, rich, picker, pasting, boxes;
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

// Opens another tab, so that the text on this page is not lost.
function saySignedOut() {
  const link = document.createElement("a");
  Object.assign(link, { href: root.dataset.place, target: "_blank" });
  link.textContent = "Sign in again in another tab";
  state.replaceChildren(
    "You have been signed out. ", link, ", then continue here. Your changes have not been lost.",
  );
}

// The time in the site's format, for example 2:41pm.
function clock(time = new Date()) {
  const minutes = String(time.getMinutes()).padStart(2, "0");
  return `${time.getHours() % 12 || 12}:${minutes}${time.getHours() < 12 ? "am" : "pm"}`;
}

const store = `words of ${root.dataset.place}`;

function typed() {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken") fields[name] = value;
  }
  return fields;
}

// Saved in the browser at once, because a tab can close at any time.
function keepHere() {
  try {
    localStorage.setItem(store, JSON.stringify({ at: Date.now(), fields: typed() }));
  } catch {
    // Without browser storage nothing is saved here; the text is still on the page.
  }
}

// Signing in again in another tab gives a new token, and the form's own is refused.
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

// The draft on its way to be kept; one that arrived after a save would outlive it.
let keeping = Promise.resolve();

function keep() {
  keeping = keepNow();
}

async function keepNow() {
  try {
    const answer = await send(root.dataset.keep, { place: root.dataset.place, ...typed() });
    if (signedOut(answer)) return saySignedOut();
    if (answer.ok && changes !== saved) say(`Draft saved at ${clock()}`);
  } catch {
    say("You are offline, so your draft was not saved. It is safe on this computer and we will keep trying.");
    later("keep", KEEP * 3, keep);
  }
}

async function look() {
  const sent = changes;
  try {
    const answer = await send(root.dataset.preview, typed());
    if (!answer.ok || answer.redirected) return;
    const found = await answer.json();
    // Text typed since then has its own preview on the way.
    if (sent !== changes) return;
    root.querySelector("[data-shown]").innerHTML = found.html;
    root.querySelector("[data-findings]").innerHTML = found.findings;
    root.querySelector("[data-count]").textContent = found.marks.length;
    Object.assign(figures, found.figures);
    marks = found.marks;
    boxes.showChips();
    offerCures();
    for (const editor of boxes.editors.values()) editor.view.dispatch(editor.state.tr);
  } catch {
    // The draft is saved separately; the preview follows when there is a connection.
  }
}

function touched() {
  changes += 1;
  keepHere();
  say("Not saved yet");
  later("look", PAUSE, look);
  later("keep", KEEP, keep);
}

// Merges another user's changes into the text without moving the cursor.
function takeIn(area, text) {
  const editor = boxes.editors.get(area);
  const content = rich.toEditor(text);
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
  area.value = text;
}

// Text typed after a save was sent is still based on the version before it.
function ground(told) {
  for (const [name, digest] of Object.entries(told.digests)) {
    const joined = told.joined[name];
    if (joined !== undefined && changes !== saved) continue;
    if (joined !== undefined) {
      const [text, reason, note] = joined;
      takeIn(form.elements[`words-${name}`], text);
      form.elements[`reason-${name}`].value = reason;
      form.elements[`note-${name}`].value = note;
    }
    form.querySelector(`[name="based-${name}"]`).value = digest;
  }
}

async function saveNow() {
  clearTimeout(timers.keep);
  await keeping;
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
      say(`Saved at ${told.saved}${others ? ", including someone else’s changes" : ""}`);
      look();
      return;
    }
    form.submit();
  } catch {
    say("You are offline, so your changes were not saved. They are safe on this computer and we will keep trying.");
    later("save", KEEP * 3, saveNow);
  }
}

// Issues: the first button applies the suggested text.

function offerCures() {
  for (const line of root.querySelectorAll(".finding-do")) line.hidden = false;
}

function cure(button) {
  const { replace, offer, occurrence } = button.dataset;
  for (const editor of boxes.editors.values()) {
    let seen = -1;
    let done = false;
    editor.state.doc.descendants((node, position) => {
      if (done || !node.isText) return;
      let at = node.text.indexOf(replace);
      while (at >= 0 && !done) {
        seen += 1;
        if (seen === Number(occurrence)) {
          done = true;
          const content = offer.match(rich.TOKEN)
            ? { type: "token", attrs: { token: offer } }
            : { type: "text", text: offer };
          const from = position + at;
          rich.at(editor)
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

// Other users on this page, and drafts that were autosaved earlier.

async function here() {
  try {
    const answer = await send(root.dataset.presence, { place: root.dataset.place });
    if (!answer.ok || answer.redirected) return;
    const { others } = await answer.json();
    const line = root.querySelector("[data-others]");
    line.hidden = !others;
    line.textContent = others;
  } catch {
    // The next response will show who else is on this page.
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
  const day = new Date(kept.at).toLocaleDateString("en-GB", { dateStyle: "long" });
  const when = kept.when ?? `${day} at ${clock(new Date(kept.at))}`;
  line.hidden = false;
  line.innerHTML = "<p></p><p><button type=button class=govuk-button>Restore draft</button> "
    + "<button type=button class='govuk-button govuk-button--secondary'>Discard draft</button></p>";
  line.firstChild.textContent = `You have an unsaved draft from ${when}.`;
  const [back, away] = line.querySelectorAll("button");
  back.addEventListener("click", () => {
    for (const [name, value] of Object.entries(kept.fields)) {
      if (!form.elements[name]) continue;
      form.elements[name].value = value;
      const editor = boxes.editors.get(form.elements[name]);
      if (editor) editor.commands.setContent(rich.toEditor(value));
    }
    line.hidden = true;
    touched();
  });
  away.addEventListener("click", () => {
    localStorage.removeItem(store);
    line.hidden = true;
    send(root.dataset.drop, { place: root.dataset.place }).catch(() => {
      // The draft is offered again next time and can be discarded then.
    });
  });
}

if (form) {
  [lib, rich, picker, pasting] = await Promise.all(
    [tools.library, tools.rich, tools.picker, tools.pasting].map((one) => import(one)),
  );
  const addresses = { figure: tools.figures, reference: tools.references };
  boxes = rich.editorsFor({ lib, picker, pasting, figures, addresses, marked });
  for (const area of form.querySelectorAll("[data-rich]")) boxes.build(area);
  offerCures();
  offerKept();
  here();
  setInterval(here, HERE);
  form.addEventListener("input", touched);
  form.addEventListener("submit", () => {
    // The stored draft is removed only by the page that confirms the save.
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
