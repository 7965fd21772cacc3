// The officers' forms: rows added in place, drafts kept, who else is here. Every page
// works without it.

const form = document.querySelector("[data-work-form]");
const KEEP_AFTER = 2000; // after a pause in typing
const HERE_EVERY = 20000;
const SIGNED_OUT =
  "You were signed out. Sign in again in another tab and go on here; nothing is lost.";
const NO_CONNECTION =
  "Not kept: no connection. Your words are safe on this computer; trying again.";

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
  // Rows below the new one have a blank of their own, whose place stays open.
  const placed = blank.replaceAll(`${prefix}-__prefix__`, `${prefix}-${number}`);
  rows.insertAdjacentHTML("beforeend", placed);
  total.value = number + 1;
  const row = rows.lastElementChild;
  numberRow(rows, row);
  row.dispatchEvent(new Event("rows-added", { bubbles: true }));
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

// A row that is numbered among its like gets the next number.
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

// Two neighbours change places, and their numbers with them.
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
let unkept = false; // typed, and not yet kept by the site

function data() {
  const found = new FormData(form);
  found.set("place", place);
  return found;
}

// Signing in again in another tab gives a new token; the form's own is then refused.
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

// Without what the page itself says of its state.
function typedWords(words) {
  const own = ["csrfmiddlewaretoken", "began"];
  return JSON.stringify(words.filter(([name]) => !own.includes(name)));
}

function keepHere() {
  try {
    const words = [...data()].filter(([name]) => name !== "csrfmiddlewaretoken");
    localStorage.setItem(`draft:${place}`, JSON.stringify(words));
  } catch {
    // A browser without storage keeps nothing; the words are still on the page.
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
      tell(`${(await answer.json()).kept}. Not saved yet.`);
      return;
    }
    tell(answer.type === "opaqueredirect" || answer.status === 403 ? SIGNED_OUT : NO_CONNECTION);
  } catch {
    tell(NO_CONNECTION);
  }
  keepHere();
  pause = setTimeout(keepDraft, HERE_EVERY);
}

// A tab may close before the pause is over.
function leave() {
  if (unkept) keepHere();
}

function later() {
  unkept = true;
  clearTimeout(pause);
  pause = setTimeout(keepDraft, KEEP_AFTER);
}

// Rows that were added, before what was typed in them is put back.
function addKeptRows(words) {
  for (const [name, value] of words) {
    if (!name.endsWith("-TOTAL_FORMS")) continue;
    const prefix = name.replace("-TOTAL_FORMS", "");
    const section = form.querySelector(`[data-rows="${prefix}"]`);
    while (section && Number(form.elements[name].value) < Number(value)) addRow(section);
  }
}

// What was sent stays on this computer until a page tells what became of it: the
// session may have ended, or the connection.
function send() {
  clearTimeout(pause);
  freshToken();
  keepHere();
  try {
    sessionStorage.setItem("sent", place);
  } catch {
    // Without storage nothing was kept here.
  }
}

function forgetSent() {
  if (!document.querySelector(".work-messages, #problems")) return;
  try {
    const arrived = sessionStorage.getItem("sent");
    if (arrived) localStorage.removeItem(`draft:${arrived}`);
    sessionStorage.removeItem("sent");
  } catch {
    // Without storage nothing was kept here.
  }
}

// Words that never reached the site stand ready on this computer.
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
  button.textContent = "Bring back the words kept on this computer";
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

// Who else is here

async function here() {
  const body = new FormData();
  body.set("place", place);
  try {
    const answer = await post(form.dataset.presenceAt, body);
    if (answer.ok) tell((await answer.json()).others, "[data-presence]");
    else if (answer.type === "opaqueredirect") tell(SIGNED_OUT);
  } catch {
    // Told by the draft, if there are words to keep.
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
