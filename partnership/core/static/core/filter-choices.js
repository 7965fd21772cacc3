// A box above each long list of choices that shortens it while someone types. The list
// is the form's own, so that nothing changes without JavaScript. In a table, the box is
// shown while its cell has the focus.

const MANY = 15;

const plain = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

function addFilter(list, label, entries, show) {
  const box = document.createElement("input");
  box.type = "search";
  box.className = "govuk-input choice-filter";
  box.placeholder = "Type to filter";
  box.autocomplete = "off";
  box.setAttribute("aria-label", `Filter: ${label}`);
  const status = document.createElement("span");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  list.before(box, status);

  const matches = () => {
    const words = plain(box.value).split(/\s+/);
    return entries.filter((entry) => words.every((word) => entry.text.includes(word)));
  };
  box.addEventListener("input", () => {
    const found = matches();
    show(new Set(found));
    status.textContent = box.value ? `${found.length} of ${entries.length} options` : "";
  });
  // What is typed here is not part of the form.
  for (const type of ["input", "change"]) {
    box.addEventListener(type, (event) => event.stopPropagation());
  }
  return { box, matches };
}

function filterSelect(select) {
  const options = [...select.options];
  const blank = options.filter((option) => !option.value);
  const entries = options
    .filter((option) => option.value)
    .map((option) => ({ option, text: plain(option.text) }));
  const label = select.labels[0]?.textContent.trim() ?? select.ariaLabel ?? "";
  const { box, matches } = addFilter(select, label, entries, (found) => {
    const kept = entries.filter((entry) => found.has(entry) || entry.option.selected);
    const { value } = select;
    select.replaceChildren(...blank, ...kept.map((entry) => entry.option));
    select.value = value;
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [first] = matches();
    if (!first || !box.value) return;
    select.value = first.option.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    select.focus();
  });
}

function filterTicks(ticks) {
  const entries = [...ticks.querySelectorAll(".govuk-checkboxes__item")].map((item) => ({
    item,
    text: plain(item.textContent),
  }));
  const label = ticks.closest("fieldset")?.querySelector("legend")?.textContent.trim();
  const { box } = addFilter(ticks, label ?? "", entries, (found) => {
    for (const entry of entries) {
      const isChecked = entry.item.querySelector("input").checked;
      entry.item.hidden = !found.has(entry) && !isChecked;
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}

function addFilters(part) {
  // Not in the preview of an import: its lists are short, and a filter moves the buttons.
  for (const select of part.querySelectorAll("select:not([multiple], .import-fixes select)")) {
    const isLong = select.options.length > MANY && !select.querySelector("optgroup");
    if (isLong && !select.closest("[data-filtered]")) {
      filterSelect(select);
      select.dataset.filtered = "";
    }
  }
  for (const ticks of part.querySelectorAll(".work-many .work-ticks:not([data-filtered])")) {
    filterTicks(ticks);
    ticks.dataset.filtered = "";
  }
}

addFilters(document);
document.addEventListener("rows-added", (event) => addFilters(event.target));
