// Staff area forms: add and move rows, save drafts automatically, show who else is
// viewing the page. Every page works without JavaScript.

const form = document.querySelector("[data-work-form]");
const SAVE_AFTER = 2000; // milliseconds without typing
const CHECK_EVERY = 20000;
const SIGNED_OUT =
  "You’ve been signed out. Sign in again in another tab, then continue here. " +
  "Your changes have not been lost.";
const NO_CONNECTION =
  "You are offline. Your changes are saved on this computer and we will keep trying " +
  "to save them.";
const TOO_LONG =
  "This is too long to be saved as a draft. Your changes are saved on this computer. " +
  "Shorten the text, then save.";

function showStatus(text, selector = "[data-draft-state]") {
  const place = document.querySelector(selector);
  if (place && place.textContent !== text) place.textContent = text;
}

// Rows

function addRow(section) {
  const prefix = section.dataset.rows;
  const total = form.elements[`${prefix}-TOTAL_FORMS`];
  const number = Number(total.value);
  const rows = section.querySelector(":scope > [data-rows-here]");
  const blank = section.querySelector(":scope > [data-row-blank]").innerHTML;
  // Nested rows have their own template: leave its placeholder alone.
  const placed = blank.replaceAll(`${prefix}-__prefix__`, `${prefix}-${number}`);
  rows.insertAdjacentHTML("beforeend", placed);
  total.value = number + 1;
  const row = rows.lastElementChild;
  numberRow(rows, row);
  row.dispatchEvent(new Event("rows-added", { bubbles: true }));
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

// Gives a new row the next number, where rows are numbered.
function numberRow(rows, row) {
  for (const name of ["order", "number"]) {
    const box = numberBox(row, name);
    if (!box) continue;
    const others = [...rows.children].filter((other) => other !== row);
    const numbers = others.map((other) => Number(numberBox(other, name)?.value) || 0);
    box.value = Math.max(0, ...numbers) + 1;
  }
}

function numberBox(row, name) {
  return form.elements[`${row.dataset.row}-${name}`];
}

// Swaps a row, and its number, with the row above or below.
function moveRow(button) {
  const row = button.closest("[data-row]");
  const rows = row.parentElement;
  const isUp = button.dataset.move === "up";
  const other = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  for (const name of ["order", "number"]) {
    const [mine, theirs] = [row, other].map((item) => numberBox(item, name));
    if (mine && theirs) [mine.value, theirs.value] = [theirs.value, mine.value];
  }
  rows.insertBefore(...(isUp ? [row, other] : [other, row]));
  button.focus();
  form.dispatchEvent(new Event("change"));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-row], [data-move]");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.move) moveRow(button);
  else addRow(button.closest("[data-rows]"));
});

// Drafts

const place = form?.dataset.place;
// Whose text this is: the server refuses it from anyone else who signs in meanwhile.
const account = form?.elements.signed_in_account?.value;
const HIDDEN = ["csrfmiddlewaretoken", "signed_in_account"];
// keep-text.js removes the copies of other accounts.
const copyOf = (path) => `text of ${account}: draft ${path}`;
let pause, sent;
let isUnsaved = false; // has changes that the server has not saved as a draft

function data() {
  const found = new FormData(form);
  found.set("place", place);
  // Files are sent with the form only.
  for (const [name, value] of [...found]) if (value instanceof File) found.delete(name);
  return found;
}

// Signing in again in another tab changes the CSRF token, so the form's own is rejected.
function freshToken() {
  const found = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  if (found) form.elements.csrfmiddlewaretoken.value = found[1];
  return form.elements.csrfmiddlewaretoken.value;
}

async function post(address, body) {
  const token = freshToken();
  body.set("csrfmiddlewaretoken", token);
  if (account) body.set("signed_in_account", account);
  return fetch(address, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token },
    credentials: "same-origin",
    redirect: "manual",
  });
}

// The form data without the fields that describe the page's state.
function enteredData(values) {
  const own = [...HIDDEN, "began"];
  return JSON.stringify(values.filter(([name]) => !own.includes(name)));
}

function saveLocally() {
  try {
    const values = [...data()].filter(([name]) => !HIDDEN.includes(name));
    localStorage.setItem(copyOf(place), JSON.stringify(values));
  } catch {
    // Without storage there is no local draft; the text is still on the page.
  }
}

async function saveDraft() {
  const body = data();
  const now = new URLSearchParams(body).toString();
  if (now === sent) {
    isUnsaved = false;
    return;
  }
  try {
    const answer = await post(form.dataset.draftAt, body);
    if (answer.ok) {
      sent = now;
      isUnsaved = false;
      localStorage.removeItem(copyOf(place));
      showStatus(`${(await answer.json()).message}. You have unsaved changes.`);
      return;
    }
    if (answer.status === 413) showStatus(TOO_LONG);
    else showStatus(answer.type === "opaqueredirect" || answer.status === 403 ? SIGNED_OUT : NO_CONNECTION);
  } catch {
    showStatus(NO_CONNECTION);
  }
  saveLocally();
  pause = setTimeout(saveDraft, CHECK_EVERY);
}

// The tab may be closed before the draft is sent.
function saveBeforeLeaving() {
  if (isUnsaved) saveLocally();
}

function scheduleSave() {
  isUnsaved = true;
  clearTimeout(pause);
  pause = setTimeout(saveDraft, SAVE_AFTER);
}

// Adds the rows of a draft, before its values are restored.
function addDraftRows(values) {
  for (const [name, value] of values) {
    if (!name.endsWith("-TOTAL_FORMS")) continue;
    const prefix = name.replace("-TOTAL_FORMS", "");
    const section = form.querySelector(`[data-rows="${prefix}"]`);
    while (section && Number(form.elements[name].value) < Number(value)) addRow(section);
  }
}

// Keeps a local copy of a submitted form until a page shows the result: the session
// may have expired or the connection been lost.
function send() {
  clearTimeout(pause);
  freshToken();
  saveLocally();
  try {
    sessionStorage.setItem("sent", place);
  } catch {
    // Without storage there is no local draft.
  }
}

function forgetSubmitted() {
  if (!document.querySelector(".work-messages, #problems")) return;
  try {
    const arrived = sessionStorage.getItem("sent");
    if (arrived) localStorage.removeItem(copyOf(arrived));
    sessionStorage.removeItem("sent");
  } catch {
    // Without storage there is no local draft.
  }
}

// Offers to restore a draft that never reached the server.
function offerLocalDraft() {
  let values;
  try {
    values = JSON.parse(localStorage.getItem(copyOf(place)) || "null");
  } catch {
    return;
  }
  if (!values) return;
  if (enteredData(values) === enteredData([...data()])) {
    localStorage.removeItem(copyOf(place));
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = "Restore draft saved on this computer";
  button.addEventListener("click", () => {
    addDraftRows(values);
    // The submitted values leave out checkboxes that are not selected.
    for (const box of form.querySelectorAll('input[type="checkbox"]')) box.checked = false;
    // Includes what the page showed when the draft began, to detect others' changes.
    for (const [name, value] of values) {
      const box = form.elements[name];
      if (!box || HIDDEN.includes(name)) continue;
      if (box instanceof RadioNodeList || box.type === "checkbox") {
        for (const option of form.querySelectorAll(`[name="${name}"]`)) {
          if (option.value === value) option.checked = true;
        }
      } else box.value = value;
    }
    form.dispatchEvent(new Event("refilled", { bubbles: true }));
    localStorage.removeItem(copyOf(place));
    button.remove();
    scheduleSave();
  });
  form.before(button);
}

// Who else is viewing the page

async function checkPresence() {
  const body = new FormData();
  body.set("place", place);
  try {
    const answer = await post(form.dataset.presenceAt, body);
    if (answer.ok) showStatus((await answer.json()).others, "[data-presence]");
    else if (answer.type === "opaqueredirect") showStatus(SIGNED_OUT);
  } catch {
    // The draft reports a lost connection, if there are changes to save.
  }
}

if (form && !form.querySelector("fieldset.work-all[disabled]")) {
  sent = new URLSearchParams(data()).toString();
  form.addEventListener("input", scheduleSave);
  form.addEventListener("change", scheduleSave);
  form.addEventListener("submit", send);
  window.addEventListener("pagehide", saveBeforeLeaving);
  forgetSubmitted();
  offerLocalDraft();
  checkPresence();
  setInterval(checkPresence, CHECK_EVERY);
}
