// Keep a copy of the text of a form in this browser until a page of the site shows that it
// was saved. Record forms and the editor have their own scripts for this. Each copy belongs
// to one account, and is deleted when another account signs in here.

const FORMS = "form[method=post]:not([data-work-form], [data-words])";
const account = document.querySelector("script[data-account]").dataset.account;
const key = (path) => `text of ${account}: unsaved ${path}`;

function forgetOthers() {
  for (const name of Object.keys(localStorage)) {
    const owner = name.match(/^text of (\d+): /)?.[1];
    if (owner && owner !== account) localStorage.removeItem(name);
  }
}

function values(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !/csrf|signed_in|password|token|based|began/.test(name),
  );
}

// Of several forms with the same fields, such as comments on sections, the one whose
// hidden fields have the same values.
function formsOf(fields) {
  const forms = [...document.querySelectorAll(FORMS)];
  const own = forms.filter((form) => fields.every(([name, value]) => {
    const box = form.elements[name];
    return box?.type !== "hidden" || box.value === value;
  }));
  return own.some((form) => fields.some(([name]) => form.elements[name])) ? own : forms;
}

function fill(fields) {
  for (const form of formsOf(fields)) {
    for (const [name, value] of fields) {
      const box = form.elements[name];
      if (!box) continue;
      if (box instanceof RadioNodeList || box.type === "checkbox" || box.type === "radio") {
        for (const option of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
          if (option.value === value) option.checked = true;
        }
      } else if (box.type !== "hidden" && box.type !== "file") box.value = value;
      if (form.closest("details")) form.closest("details").open = true;
    }
  }
  document.dispatchEvent(new Event("refilled"));
}

function differs(fields) {
  return fields.some(([name, value]) =>
    [...document.querySelectorAll(`textarea[name="${CSS.escape(name)}"]`)].some(
      (box) => box.value.trim() !== value.trim(),
    ));
}

function offer(fields, forget) {
  const box = document.createElement("div");
  box.className = "notice warn";
  box.innerHTML = "<h2>You have unsaved text</h2><p>It is saved on this computer only.</p>"
    + "<p><button type=button class=govuk-button>Restore text</button> "
    + "<button type=button class='govuk-button govuk-button--secondary'>Discard text</button></p>";
  const [restore, discard] = box.querySelectorAll("button");
  restore.addEventListener("click", () => {
    fill(fields);
    box.remove();
  });
  discard.addEventListener("click", () => {
    forget();
    box.remove();
  });
  const [form] = formsOf(fields);
  if (form?.closest("details")) document.querySelector("h1").after(box);
  else form?.before(box);
}

// Whether the server stored the same texts, which the page then offers itself.
function isStored(fields) {
  const stored = JSON.parse(document.getElementById("unsaved-fields")?.textContent ?? "{}");
  return fields.every(([name, value]) => !value || stored[name]?.includes(value));
}

function start() {
  forgetOthers();
  const sent = sessionStorage.getItem("unsaved");
  if (sent && !document.body.hasAttribute("data-failed")) {
    const fields = JSON.parse(localStorage.getItem(key(sent)) ?? "[]");
    const forget = () => {
      localStorage.removeItem(key(sent));
      sessionStorage.removeItem("unsaved");
    };
    const hasAnswer = document.querySelector(".govuk-error-summary, .messages, .work-messages, .success");
    const isHere = window.location.pathname === sent;
    // A page directly after the form is the response to it; one after signing in is not.
    const follows = document.referrer && new URL(document.referrer).pathname === sent;
    if (hasAnswer || (isHere ? !differs(fields) : follows)) forget();
    else if (isHere && !isStored(fields)) offer(fields, forget);
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(FORMS) || !form.querySelector("textarea")) return;
    localStorage.setItem(key(window.location.pathname), JSON.stringify(values(form)));
    sessionStorage.setItem("unsaved", window.location.pathname);
  });
}

// Restore what the server stored, for example while the user was signed out.
const restore = document.querySelector("[data-unsaved] [data-restore]");
if (restore) {
  const fields = JSON.parse(document.getElementById("unsaved-fields").textContent);
  restore.hidden = false;
  restore.addEventListener("click", () =>
    fill(Object.entries(fields).flatMap(([name, all]) => all.map((value) => [name, value]))));
}
try {
  start();
} catch {
  // Without storage nothing is saved here; the page works as before.
}
