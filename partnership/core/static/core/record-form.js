// Staff area forms: add and move rows, save drafts automatically, show who else is
// viewing the page. Every page works without JavaScript.

const form = document.querySelector("[data-work-form]");
const KEEP_AFTER = 2000; // milliseconds without typing
const HERE_EVERY = 20000;
const SIGNED_OUT =
  "You were signed out. Sign in again in another tab, then continue here. " +
  "Your changes have not been lost.";
const NO_CONNECTION =
  "You are offline. Your changes are saved on this computer and we will keep trying " +
  "to save them.";

document.querySelector("[data-focus]")?.focus();

function tell(words, selector = "[data-draft-state]") {
  const place = document.querySelector(selector);
  if (place && place.textContent !== words) place.textContent = words;
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
    const others = [...rows.children].filter((one) => one !== row);
    const numbers = others.map((one) => Number(numberBox(one, name)?.value) || 0);
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
    const [mine, theirs] = [row, other].map((one) => numberBox(one, name));
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
let pause, sent;
let unkept = false; // has changes that the server has not saved as a draft

function data() {
  const found = new FormData(form);
  found.set("place", place);
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
  return fetch(address, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token },
    credentials: "same-origin",
    redirect: "manual",
  });
}

// The form data without the fields that describe the page's state.
function typedWords(words) {
  const own = ["csrfmiddlewaretoken", "began"];
  return JSON.stringify(words.filter(([name]) => !own.includes(name)));
}

function keepHere() {
  try {
    const words = [...data()].filter(([name]) => name !== "csrfmiddlewaretoken");
    localStorage.setItem(`draft:${place}`, JSON.stringify(words));
  } catch {
    // Without storage there is no local draft; the text is still on the page.
  }
}

async function keepDraft() {
  const body = data();
  const now = new URLSearchParams(body).toString();
  if (now === sent) {
    unkept = false;
    return;
  }
  try {
    const answer = await post(form.dataset.draftAt, body);
    if (answer.ok) {
      sent = now;
      unkept = false;
      localStorage.removeItem(`draft:${place}`);
      tell(`${(await answer.json()).kept}. You have unsaved changes.`);
      return;
    }
    tell(answer.type === "opaqueredirect" || answer.status === 403 ? SIGNED_OUT : NO_CONNECTION);
  } catch {
    tell(NO_CONNECTION);
  }
  keepHere();
  pause = setTimeout(keepDraft, HERE_EVERY);
}

// The tab may be closed before the draft is sent.
function leave() {
  if (unkept) keepHere();
}

function later() {
  unkept = true;
  clearTimeout(pause);
  pause = setTimeout(keepDraft, KEEP_AFTER);
}

// Adds the rows of a draft, before its values are restored.
function addKeptRows(words) {
  for (const [name, value] of words) {
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
  keepHere();
  try {
    sessionStorage.setItem("sent", place);
  } catch {
    // Without storage there is no local draft.
  }
}

function forgetSent() {
  if (!document.querySelector(".work-messages, #problems")) return;
  try {
    const arrived = sessionStorage.getItem("sent");
    if (arrived) localStorage.removeItem(`draft:${arrived}`);
    sessionStorage.removeItem("sent");
  } catch {
    // Without storage there is no local draft.
  }
}

// Offers to restore a draft that never reached the server.
function offerKeptHere() {
  let words;
  try {
    words = JSON.parse(localStorage.getItem(`draft:${place}`) || "null");
  } catch {
    return;
  }
  if (!words) return;
  if (typedWords(words) === typedWords([...data()])) {
    localStorage.removeItem(`draft:${place}`);
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = "Restore draft saved on this computer";
  button.addEventListener("click", () => {
    addKeptRows(words);
    for (const [name, value] of words) {
      const box = form.elements[name];
      if (!box || ["csrfmiddlewaretoken", "began"].includes(name)) continue;
      if (box instanceof RadioNodeList || box.type === "checkbox") {
        for (const one of form.querySelectorAll(`[name="${name}"]`)) {
          if (one.value === value) one.checked = true;
        }
      } else box.value = value;
    }
    form.dispatchEvent(new Event("refilled", { bubbles: true }));
    localStorage.removeItem(`draft:${place}`);
    button.remove();
    later();
  });
  form.before(button);
}

// Who else is viewing the page

async function here() {
  const body = new FormData();
  body.set("place", place);
  try {
    const answer = await post(form.dataset.presenceAt, body);
    if (answer.ok) tell((await answer.json()).others, "[data-presence]");
    else if (answer.type === "opaqueredirect") tell(SIGNED_OUT);
  } catch {
    // The draft reports a lost connection, if there are changes to save.
  }
}

if (form && !form.querySelector("fieldset.work-all[disabled]")) {
  sent = new URLSearchParams(data()).toString();
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", send);
  window.addEventListener("pagehide", leave);
  forgetSent();
  offerKeptHere();
  here();
  setInterval(here, HERE_EVERY);
}
