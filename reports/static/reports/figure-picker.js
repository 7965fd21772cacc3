// Boxes that open below the text: the picker for figures and references, and small
// forms, for example for a link. Only one is open at a time.

let timer;

function rowFor(box, cell) {
  const row = document.createElement("tr");
  const whole = document.createElement("td");
  row.setAttribute("role", "row");
  whole.setAttribute("role", "cell");
  whole.colSpan = cell.closest("tr").children.length;
  whole.append(box);
  row.append(whole);
  return row;
}

// In a narrow table cell there is no room, so the box gets a row of its own.
function put(box, after) {
  const cell = after.closest("td");
  if (!cell) {
    after.after(box);
    return box;
  }
  const row = rowFor(box, cell);
  cell.closest("tr").after(row);
  return row;
}

export function openBox(after, template, title, back) {
  document.querySelector("[data-open] [data-cancel]")?.click();
  const box = document.getElementById(template).content.firstElementChild.cloneNode(true);
  box.querySelector(".picker-title").textContent = title;
  box.dataset.open = "";
  const whole = put(box, after);
  const close = (typed) => {
    if (!whole.isConnected) return;
    whole.remove();
    back(typed);
  };
  box.querySelector("[data-cancel]").addEventListener("click", () => close());
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  // What is typed here is not part of the form around it.
  box.addEventListener("input", (event) => event.stopPropagation());
  box.addEventListener("change", (event) => event.stopPropagation());
  return { box, close };
}

// The URL for what the user typed; empty if it is not a web address or email.
export function addressOf(typed) {
  const text = typed.trim();
  if (/^(https?:\/\/|mailto:)[^\s]+$/i.test(text)) return text;
  if (/^[^\s@/:]+@[^\s@/:]+\.[a-z]+$/i.test(text)) return `mailto:${text}`;
  if (/^[^\s@/:]+\.[a-z]{2,}([/?#:][^\s]*)?$/i.test(text)) return `https://${text}`;
  return "";
}

// Shows an error above the first field; the box stays open.
function showError(box, sentence) {
  const input = box.querySelector(".asker-fields input");
  const error = document.getElementById("ask-fault") ?? document.createElement("p");
  error.id = "ask-fault";
  error.className = "govuk-error-message";
  error.setAttribute("role", "alert");
  error.textContent = sentence;
  input.before(error);
  input.classList.add("govuk-input--error");
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", error.id);
  input.focus();
}

// `fault` gets the values entered and returns an error message, or an empty string.
export function ask({ after, title, fields, back, done, fault = () => "" }) {
  const { box, close } = openBox(after, "asker", title, back);
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
    event.stopPropagation();
    const values = Object.fromEntries(new FormData(box));
    const wrong = fault(values);
    if (wrong) return showError(box, wrong);
    close();
    done(values);
  });
}

// `done` gets the picture that was selected or uploaded: its token, label and address.
export async function askPicture({ after, address, back, done }) {
  const { box, close } = openBox(after, "picture-asker", "Insert a picture", back);
  const choice = box.querySelector("select");
  const fields = box.querySelector("[data-new]");
  const error = box.querySelector("[data-error]");
  const at = new URL(address, window.location);
  let known = [];
  const show = (sentence) => {
    error.textContent = sentence;
    error.hidden = !sentence;
  };
  choice.addEventListener("change", () => (fields.hidden = Boolean(choice.value)));
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const chosen = known.find(({ token }) => token === choice.value);
    if (chosen) {
      close();
      return done(chosen);
    }
    show("");
    const body = new FormData(box);
    const found = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
    const stored = document.querySelector("[name=csrfmiddlewaretoken]").value;
    body.set("csrfmiddlewaretoken", found ? found[1] : stored);
    try {
      const response = await fetch(at, { method: "POST", body, headers: { Accept: "application/json" } });
      if (response.status === 422) return show((await response.json()).errors.join(". "));
      if (response.status === 413) return show("The picture must be 15 MB or smaller");
      if (response.redirected || response.status === 403) {
        return show("You’ve been signed out. Sign in again in another tab, then continue here.");
      }
      if (!response.ok) return show("The picture could not be uploaded. Try again in a few minutes.");
      const picture = await response.json();
      // Cancelled in the meantime.
      if (!box.isConnected) return;
      close();
      done(picture);
    } catch {
      show("You are offline. Try again in a few minutes.");
    }
  });
  box.querySelector("input[type=file]").focus();
  try {
    const response = await fetch(at, { headers: { Accept: "application/json" } });
    if (!response.ok || response.redirected) return;
    known = (await response.json()).options;
    choice.append(...known.map(({ token, label }) => new Option(label, token)));
  } catch {
    // Without a connection no picture can be uploaded either.
  }
}

// `done` gets the selected token and its printed text. If a typed `sign` opened the
// picker, `back` gets what was typed: without a choice it belongs in the text.
export function pick({ after, kind, address, sign = "", back, done }) {
  const title = kind === "figure" ? "Insert a figure" : "Insert a cross-reference";
  let chosenToken = false;
  const typed = () => (sign && !chosenToken ? sign + input.value : "");
  const { box, close } = openBox(after, "picker", title, () => back(typed()));
  const input = box.querySelector("input");
  const list = box.querySelector("ul");
  const none = box.querySelector(".picker-none");
  if (kind !== "figure") box.querySelector("label").textContent = "Search by number or title";
  const styles = box.querySelector(".picker-styles");
  let found = [];
  let foundFor = null;
  let chosen = -1;

  async function search() {
    const asked = input.value;
    const at = new URL(address, window.location);
    at.searchParams.set("q", asked);
    none.textContent = "Searching…";
    try {
      const response = await fetch(at, { headers: { Accept: "application/json" } });
      if (response.redirected || !response.ok) {
        none.textContent = "You’ve been signed out. Sign in again in another tab, then continue here.";
        return;
      }
      const { options } = await response.json();
      if (asked !== input.value) return;
      found = options;
      foundFor = asked;
    } catch {
      none.textContent = "You are offline. Try again in a few minutes.";
      return;
    }
    none.textContent = found.length || !input.value ? "" : "No results. Try fewer words.";
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
      radio.setAttribute("form", ""); // belongs to no form, so it is not submitted
      label.append(radio, ` ${words}`);
      styles.append(label);
    });
  }

  // If the user types fast and presses Enter, search for the current text first.
  async function insert() {
    if (foundFor !== input.value) await search();
    if (foundFor !== input.value) return;
    if (chosen < 0) {
      if (sign) close();
      return;
    }
    const option = found[chosen];
    const token = styles.querySelector("input:checked")?.value ?? option.styles?.[0]?.[0] ?? option.token;
    const words = option.styles?.find(([styleToken]) => styleToken === token)?.[1] ?? option.label;
    chosenToken = true;
    close();
    done(token, words);
  }

  input.addEventListener("input", () => {
    // “10 @ the hall” and “x = 5”: a name starts with a letter, so this is only text.
    if (sign && /^[^\p{L}]/u.test(input.value)) return close();
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
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
  // Leaving the picker without a choice puts what was typed into the text.
  if (sign) {
    const leave = (event) => {
      if (!box.isConnected) return document.removeEventListener("mousedown", leave, true);
      if (!box.contains(event.target)) close();
    };
    document.addEventListener("mousedown", leave, true);
    box.addEventListener("keydown", (event) => {
      if (event.ctrlKey && event.key.toLowerCase() === "s") close();
    });
  }
  box.querySelector("[data-insert]").addEventListener("click", insert);
  input.focus();
  search();
}
