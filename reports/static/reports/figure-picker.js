// Boxes that open below the words: the picker of figures and references, and small
// questions like where a link leads. One is open at a time.

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

// In a narrow cell of a form there is no room: there the box gets a row of its own.
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
  const close = () => {
    whole.remove();
    back();
  };
  box.querySelector("[data-cancel]").addEventListener("click", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  // What is typed here is no part of the form around it.
  box.addEventListener("input", (event) => event.stopPropagation());
  box.addEventListener("change", (event) => event.stopPropagation());
  return { box, close };
}

// The address somebody means by what they typed; empty if it can be none.
export function addressOf(typed) {
  const text = typed.trim();
  if (/^(https?:\/\/|mailto:)[^\s]+$/i.test(text)) return text;
  if (/^[^\s@/:]+@[^\s@/:]+\.[a-z]+$/i.test(text)) return `mailto:${text}`;
  if (/^[^\s@/:]+\.[a-z]{2,}([/?#:][^\s]*)?$/i.test(text)) return `https://${text}`;
  return "";
}

// What is wrong with the first of the boxes is told above it, and the box stays open.
function tell(box, sentence) {
  const input = box.querySelector(".asker-fields input");
  const told = document.getElementById("ask-fault") ?? document.createElement("p");
  told.id = "ask-fault";
  told.className = "govuk-error-message";
  told.setAttribute("role", "alert");
  told.textContent = sentence;
  input.before(told);
  input.classList.add("govuk-input--error");
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", told.id);
  input.focus();
}

// `fault` gets what was typed and says in words what is wrong with it, or nothing.
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
    if (wrong) return tell(box, wrong);
    close();
    done(values);
  });
}

// `done` gets the token that was chosen and what it comes out as.
export function pick({ after, kind, address, back, done }) {
  const title = kind === "figure" ? "Insert a figure" : "Refer to…";
  const { box, close } = openBox(after, "picker", title, back);
  const input = box.querySelector("input");
  const list = box.querySelector("ul");
  const none = box.querySelector(".picker-none");
  const styles = box.querySelector(".picker-styles");
  let found = [];
  let foundFor = null;
  let chosen = -1;

  async function search() {
    const asked = input.value;
    const at = new URL(address, window.location);
    at.searchParams.set("q", asked);
    try {
      const answer = await fetch(at, { headers: { Accept: "application/json" } });
      if (answer.redirected || !answer.ok) {
        none.textContent = "You were signed out. Sign in again in another tab and go on here.";
        return;
      }
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
      radio.setAttribute("form", ""); // of no form: it is not sent with the words
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
    close();
    done(token, words);
  }

  input.addEventListener("input", () => {
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
  box.querySelector("[data-insert]").addEventListener("click", insert);
  input.focus();
  search();
}
