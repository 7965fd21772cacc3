// The document editor. Without JavaScript, the text is in plain boxes and still saves.

const root = document.querySelector("[data-editor]");
const form = root.querySelector("[data-words]");
const state = root.querySelector("[data-state]");
const tools = document.querySelector("[data-word-tools]").dataset;
const given = JSON.parse(document.getElementById("editor-data").textContent);
const { figures, pictures } = given;
let highlights = given.highlights;

const PAUSE = 400;
const AUTOSAVE_PAUSE = 2000;
const PRESENCE_INTERVAL = 20000;

// Highlights the text of each issue, with the issue's number.

function highlighter(lib) {
  const { Decoration, DecorationSet } = lib.pm.view;
  return lib.Extension.create({
    name: "highlights",
    addProseMirrorPlugins: () => [
      new lib.Plugin({
        props: {
          decorations(editorState) {
            const found = [];
            const counts = {};
            editorState.doc.descendants((node, position) => {
              if (!node.isText) return;
              for (const highlight of highlights) {
                if (!highlight.excerpt) continue;
                let at = node.text.indexOf(highlight.excerpt);
                while (at >= 0) {
                  const count = (counts[highlight.number] = (counts[highlight.number] ?? -1) + 1);
                  if (count === highlight.occurrence) {
                    found.push(
                      Decoration.inline(
                        position + at,
                        position + at + highlight.excerpt.length,
                        { class: `mark mark-${highlight.severity}`, "data-number": `${highlight.number}` },
                      ),
                    );
                  }
                  at = node.text.indexOf(highlight.excerpt, at + 1);
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

function showState(text) {
  state.textContent = text;
}

// Opens another tab, so that the text on this page is not lost.
function showSignedOut() {
  const link = document.createElement("a");
  Object.assign(link, { href: root.dataset.place, target: "_blank" });
  link.textContent = "Sign in again in another tab";
  state.replaceChildren(
    "You’ve been signed out. ", link, ", then continue here. Your changes have not been lost.",
  );
}

// The time in the site's format, for example 2:41pm.
function clock(time = new Date()) {
  const minutes = String(time.getMinutes()).padStart(2, "0");
  return `${time.getHours() % 12 || 12}:${minutes}${time.getHours() < 12 ? "am" : "pm"}`;
}

// Whose text this is: the server refuses it from anyone else who signs in meanwhile.
const account = form?.elements.signed_in_account?.value;
const HIDDEN = ["csrfmiddlewaretoken", "signed_in_account"];
// keep-text.js removes the copies of other accounts.
const store = `text of ${account}: words of ${root.dataset.place}`;
const earlier = `text of ${account}: earlier words of ${root.dataset.place}`;
const MOST_EARLIER = 5;
let offered = null;

function formFields() {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (!HIDDEN.includes(name)) fields[name] = value;
  }
  return fields;
}

// Saved in the browser at once, because a tab can close at any time.
function storeInBrowser() {
  try {
    localStorage.setItem(store, JSON.stringify({ at: Date.now(), fields: formFields() }));
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
  if (account) body.set("signed_in_account", account);
  for (const [name, value] of Object.entries(data)) body.set(name, value);
  return fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
}

function signedOut(response) {
  return response.redirected || response.status === 401 || response.status === 403;
}

// The draft being saved; one that arrived after a save would outlive it.
let autosaving = Promise.resolve();

function autosave() {
  autosaving = autosaveNow();
}

async function autosaveNow() {
  try {
    const response = await send(root.dataset.saveDraft, { place: root.dataset.place, ...formFields() });
    if (signedOut(response)) return showSignedOut();
    if (!response.ok) {
      showState("Your draft was not saved because of an error. It is safe on this computer and we will keep trying.");
      return later("autosave", AUTOSAVE_PAUSE * 15, autosave);
    }
    if (changes !== saved) showState(`Draft saved at ${clock()}`);
  } catch {
    showState("You are offline, so your draft was not saved. It is safe on this computer and we will keep trying.");
    later("autosave", AUTOSAVE_PAUSE * 3, autosave);
  }
}

async function preview() {
  const sent = changes;
  try {
    const response = await send(root.dataset.preview, formFields());
    if (!response.ok || response.redirected) return;
    const found = await response.json();
    // Text typed since then has its own preview on the way.
    if (sent !== changes) return;
    root.querySelector("[data-shown]").innerHTML = found.html;
    root.querySelector("[data-issues]").innerHTML = found.issues;
    root.querySelector("[data-counts]").textContent = found.counts;
    root.querySelector("[data-count]").textContent = found.highlights.length;
    Object.assign(figures, found.figures);
    Object.assign(pictures, found.pictures);
    highlights = found.highlights;
    boxes.showChips();
    offerFixes();
    for (const editor of boxes.editors.values()) editor.view.dispatch(editor.state.tr);
  } catch {
    // The draft is saved separately; the preview follows when there is a connection.
  }
}

function touched() {
  if (offered) keepEarlier(offered);
  changes += 1;
  storeInBrowser();
  showState("Not saved yet");
  later("preview", PAUSE, preview);
  later("autosave", AUTOSAVE_PAUSE, autosave);
}

// Merges another user's changes into the text without moving the cursor.
function mergeInto(area, text) {
  const editor = boxes.editors.get(area);
  const content = rich.toEditor(text);
  const { doc, tr } = editor.state;
  const merged = lib.createDocument(content, editor.schema, { preserveWhitespace: true });
  const start = doc.content.findDiffStart(merged.content);
  if (start !== null) {
    let { a, b } = doc.content.findDiffEnd(merged.content);
    const overlap = Math.max(0, start - Math.min(a, b));
    a += overlap;
    b += overlap;
    editor.view.dispatch(tr.replace(start, a, merged.slice(start, b)).setMeta("preventUpdate", true));
  }
  area.value = text;
}

// Text typed after a save was sent is still based on the version before it.
function startFrom(result) {
  for (const [name, fingerprint] of Object.entries(result.fingerprints)) {
    const merged = result.merged[name];
    if (merged !== undefined && changes !== saved) continue;
    if (merged !== undefined) {
      const [text, reason, note] = merged;
      mergeInto(form.elements[`words-${name}`], text);
      form.elements[`reason-${name}`].value = reason;
      form.elements[`note-${name}`].value = note;
    }
    form.querySelector(`[name="based-${name}"]`).value = fingerprint;
  }
}

async function saveNow() {
  clearTimeout(timers.autosave);
  await autosaving;
  const sent = changes;
  try {
    const response = await send(form.action, formFields());
    if (signedOut(response)) return showSignedOut();
    if (!response.ok && response.status !== 409) {
      showState("Your changes were not saved because of an error. They are safe on this computer. Copy your text before you reload the page.");
      return;
    }
    const result = await response.json();
    if (result.saved) {
      saved = sent;
      startFrom(result);
      if (changes !== saved) return;
      clearTimeout(timers.autosave);
      localStorage.removeItem(store);
      const others = Object.keys(result.merged).length;
      showState(`Saved at ${result.saved}${others ? ", including someone else’s changes" : ""}`);
      preview();
      return;
    }
    form.submit();
  } catch {
    showState("You are offline, so your changes were not saved. They are safe on this computer and we will keep trying.");
    later("save", AUTOSAVE_PAUSE * 3, saveNow);
  }
}

// Issues: the first button applies the suggested text.

function offerFixes() {
  for (const line of root.querySelectorAll(".issue-fix")) line.hidden = false;
}

function applyFix(button) {
  const { replace, replacement, occurrence } = button.dataset;
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
          const content = replacement.match(rich.TOKEN)
            ? { type: "token", attrs: { token: replacement } }
            : { type: "text", text: replacement };
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

function nextIssue(step) {
  const all = [...root.querySelectorAll("[data-issues] .issue")];
  if (!all.length) return;
  const now = all.findIndex((issue) => issue.contains(document.activeElement));
  all[(now + step + all.length) % all.length].focus();
}

function nextPane(step) {
  const panes = [
    root.querySelector(".editor-outline a"), root.querySelector(".ProseMirror"),
    root.querySelector("[data-issues] .issue") ?? root.querySelector("[data-shown]"),
    root.querySelector("[data-shown]"),
  ].filter(Boolean);
  const now = panes.findIndex((pane) => pane === document.activeElement);
  panes[(now + step + panes.length) % panes.length].focus();
}

// Other users on this page, and drafts that were autosaved earlier.

async function showOthers() {
  try {
    const response = await send(root.dataset.presence, { place: root.dataset.place });
    if (!response.ok || response.redirected) return;
    const { others } = await response.json();
    const line = root.querySelector("[data-others]");
    line.hidden = !others;
    line.textContent = others;
  } catch {
    // The next response will show who else is on this page.
  }
}

function inBrowser(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

// Typing replaces the stored draft. One that was offered and neither restored nor
// discarded is kept apart, and offered again.
function keepEarlier(draft) {
  const others = earlierDrafts().filter(({ at }) => at !== draft.at);
  offered = null;
  setEarlier([draft, ...others].slice(0, MOST_EARLIER));
}

function earlierDrafts() {
  return inBrowser(earlier) ?? [];
}

function setEarlier(drafts) {
  try {
    if (drafts.length) localStorage.setItem(earlier, JSON.stringify(drafts));
    else localStorage.removeItem(earlier);
  } catch {
    // Without browser storage, the offer stays on this page only.
  }
}

// The texts of a draft that differ from the form: pairs of name and value.
function changedIn(draft) {
  return Object.entries(draft.fields).filter(
    ([name, value]) => name.startsWith("words-") && form.elements[name] && form.elements[name].value !== value,
  );
}

function plain(html) {
  return new DOMParser().parseFromString(html.replaceAll("<", " <"), "text/html").body.textContent
    .replace(/\s+/g, " ").trim();
}

// The first text of a draft that differs, from the first word that is different.
function firstDifference(draft) {
  const [[name, value]] = changedIn(draft);
  const [own, now] = [plain(value), plain(form.elements[name].value)];
  let start = 0;
  while (start < own.length && own[start] === now[start]) start += 1;
  start = own.lastIndexOf(" ", start) + 1;
  const label = boxes.labelOf(form.elements[name]);
  const words = own.slice(start, start + 60);
  const ends = own.length > start + 60 ? "…" : "";
  return `${label}: ${words ? `“${start ? "…" : ""}${words}${ends}”` : "text deleted"}`;
}

function offerDrafts() {
  if (root.dataset.saved !== undefined) localStorage.removeItem(store);
  const line = root.querySelector("[data-saved-draft]");
  line.replaceChildren();
  const own = inBrowser(store);
  const draft = own && own.at > (given.saved_draft?.at ?? 0) ? own : given.saved_draft;
  if (draft && changedIn(draft).length) {
    offered = draft;
    line.append(offerOf(draft, () => {
      localStorage.removeItem(store);
      send(root.dataset.discardDraft, { place: root.dataset.place }).catch(() => {
        // The draft is offered again next time and can be discarded then.
      });
    }));
  } else localStorage.removeItem(store);
  // Drafts with the same texts are offered once.
  const seen = new Set(offered ? [JSON.stringify(changedIn(offered))] : []);
  const kept = earlierDrafts().filter((one) => {
    const texts = JSON.stringify(changedIn(one));
    const isNew = texts !== "[]" && !seen.has(texts);
    seen.add(texts);
    return isNew;
  });
  for (const one of kept) line.append(offerOf(one, () => {}));
  setEarlier(kept);
  line.hidden = !line.children.length;
}

// A line with the time of a draft and buttons to restore and discard it.
function offerOf(draft, forget) {
  const offer = document.createElement("div");
  const day = new Date(draft.at).toLocaleDateString("en-GB", { dateStyle: "long" });
  const when = draft.when ?? `${day} at ${clock(new Date(draft.at))}`;
  offer.innerHTML = "<p></p><p><button type=button class=govuk-button>Restore draft</button> "
    + "<button type=button class='govuk-button govuk-button--secondary'>Discard draft</button></p>";
  offer.firstChild.textContent = `You have an unsaved draft from ${when}. ${firstDifference(draft)}`;
  const close = () => {
    const line = offer.parentNode;
    if (offered === draft) offered = null;
    setEarlier(earlierDrafts().filter(({ at }) => at !== draft.at));
    offer.remove();
    line.hidden = !line.children.length;
  };
  const [restore, discard] = offer.querySelectorAll("button");
  restore.addEventListener("click", () => {
    for (const [name, value] of Object.entries(draft.fields)) {
      if (!form.elements[name]) continue;
      form.elements[name].value = value;
      const editor = boxes.editors.get(form.elements[name]);
      if (editor) editor.commands.setContent(rich.toEditor(value));
    }
    close();
    touched();
  });
  discard.addEventListener("click", () => {
    forget();
    close();
  });
  return offer;
}

if (form) {
  [lib, rich, picker, pasting] = await Promise.all(
    [tools.library, tools.rich, tools.picker, tools.pasting].map((url) => import(url)),
  );
  const addresses = {
    figure: tools.figures, reference: tools.references, picture: tools.pictures,
  };
  boxes = rich.editorsFor({
    lib, picker, pasting, pasteAddress: tools.paste, figures, pictures, addresses, highlighter,
  });
  for (const area of form.querySelectorAll("[data-rich]")) boxes.build(area);
  offerFixes();
  offerDrafts();
  showOthers();
  setInterval(showOthers, PRESENCE_INTERVAL);
  form.addEventListener("input", touched);
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      // The browser would leave the page for an error of its own.
      event.preventDefault();
      saveNow();
      return;
    }
    // The stored draft is removed only by the page that confirms the save.
    storeInBrowser();
    freshToken();
    saved = changes;
  });
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-replacement]");
    if (button) applyFix(button);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key.toLowerCase() === "s") {
      event.preventDefault();
      saveNow();
    }
    if (event.key === "F8") {
      event.preventDefault();
      nextIssue(event.shiftKey ? -1 : 1);
    }
    if (event.key === "F6") {
      event.preventDefault();
      nextPane(event.shiftKey ? -1 : 1);
    }
  });
  window.addEventListener("beforeunload", () => {
    if (changes !== saved) storeInBrowser();
  });
}
if (window.matchMedia("(max-width: 64.9375em)").matches) {
  root.querySelector(".editor-outline > details").open = false;
}
root.dataset.ready = "";
