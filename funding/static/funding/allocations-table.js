// The funding table: updates totals and changes as the user types. Amounts are parsed
// as on the server, which calculates everything again when it saves.

const table = document.querySelector("[data-funding-table]");
const rows = [...table.querySelectorAll("[data-line]")];
const AMOUNT = /^[-−]? ?£? ?(\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(\.\d{1,2})?$/;

// In pence, so that totals are whole numbers.
function pennies(text) {
  const found = AMOUNT.exec(text.trim());
  if (!found) return null;
  const whole = Number(found[1].replace(/[^0-9]/g, ""));
  const part = Number(((found[2] || ".0") + "0").slice(1, 3));
  const sign = /^[-−]/.test(text.trim()) ? -1 : 1;
  return sign * (whole * 100 + part);
}

function number(amount) {
  const text = (Math.abs(amount) / 100).toLocaleString("en-GB", {
    minimumFractionDigits: amount % 100 ? 2 : 0,
    maximumFractionDigits: 2,
  });
  return amount < 0 ? `−${text}` : text;
}

function signed(amount) {
  return amount > 0 ? `+${number(amount)}` : number(amount);
}

function say(place, words) {
  if (place && place.textContent !== words) place.textContent = words;
}

function sumOf(amounts) {
  const known = amounts.filter((amount) => amount !== null);
  return known.length ? known.reduce((sum, one) => sum + one, 0) : null;
}

function amountOf(row) {
  const sum = sumOf(below(row.dataset.line).map(amountOf));
  const box = row.querySelector("[data-amount]");
  if (!box || sum !== null) return sum;
  return box.value.trim() ? pennies(box.value) : null;
}

function below(line) {
  return rows.filter((row) => row.dataset.parent === line);
}

function difference(total) {
  if (!table.dataset.settlement) return "No settlement has been entered yet.";
  const whole = Math.round(Number(table.dataset.settlement) * 100);
  const left = whole - (total ?? 0);
  const settlement = `Settlement £${number(whole)}.`;
  if (!left) return `${settlement} All of it has been allocated.`;
  if (left > 0) return `${settlement} £${number(left)} left to allocate.`;
  return `${settlement} Allocations are £${number(-left)} over the settlement.`;
}

function workOut(event) {
  for (const row of rows) {
    const amount = amountOf(row);
    say(row.querySelector("[data-sum]"), amount === null ? "–" : number(amount));
    const before = row.dataset.before ? Math.round(Number(row.dataset.before) * 100) : null;
    const known = amount !== null && before !== null;
    say(row.querySelector("[data-change]"), known ? signed(amount - before) : "–");
  }
  const total = sumOf(below("").map(amountOf));
  say(table.querySelector("[data-total]"), total === null ? "–" : number(total));
  say(table.querySelector("[data-difference]"), difference(total));
  // Announce when the user leaves a cell, not at every key press.
  if (event?.type === "change") say(table.querySelector("[data-spoken]"), difference(total));
  event?.target.closest?.("[data-line]")?.classList.add("changed");
}

// A typed amount is exact unless the user selects something else.
function meant(event) {
  const row = event.target.closest("[data-line]");
  const amountType = row?.querySelector("[data-amount-type]");
  if (event.target.matches("[data-amount]") && amountType && !amountType.value && event.target.value) {
    amountType.value = "exact";
  }
}

function move(event) {
  if (!event.target.matches("[data-amount]")) return;
  const steps = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const boxes = [...table.querySelectorAll("[data-amount]")];
  boxes[boxes.indexOf(event.target) + steps[event.key]]?.focus();
}

// Pasting a column from a spreadsheet fills the cells below.
function paste(event) {
  if (!event.target.matches("[data-amount]")) return;
  const lines = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
  if (lines.length < 2) return;
  event.preventDefault();
  const boxes = [...table.querySelectorAll("[data-amount]")];
  const first = boxes.indexOf(event.target);
  lines.forEach((text, step) => {
    const box = boxes[first + step];
    if (!box) return;
    box.value = text.split("\t")[0].trim();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

table.addEventListener("input", (event) => {
  meant(event);
  workOut(event);
});
table.addEventListener("change", workOut);
table.addEventListener("keydown", move);
table.addEventListener("paste", paste);
workOut();
