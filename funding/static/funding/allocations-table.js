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

// A part of a sum is not compared with the whole of the year before.
function isPartial(row) {
  return below(row.dataset.line).some((line) => isPartial(line) || isUnknown(line));
}

function isUnknown(row) {
  if (amountOf(row) !== null) return false;
  const reason = row.querySelector("[data-amount-type]")?.value;
  if (["not-applicable", "in-another-line"].includes(reason)) return false;
  return row.dataset.before !== undefined;
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
    const known = amount !== null && before !== null && !isPartial(row);
    say(row.querySelector("[data-change]"), known ? signed(amount - before) : "–");
  }
  const total = sumOf(below("").map(amountOf));
  say(table.querySelector("[data-total]"), total === null ? "–" : number(total));
  say(table.querySelector("[data-difference]"), difference(total));
  // Announce when the user leaves a cell, not at every key press.
  if (event?.type === "change") say(table.querySelector("[data-spoken]"), difference(total));
  event?.target.closest?.("[data-line]")?.classList.add("changed");
}

// A typed amount is exact unless the user selects something else. It replaces a reason.
function meant(event) {
  const row = event.target.closest("[data-line]");
  const amountType = row?.querySelector("[data-amount-type]");
  if (!event.target.matches("[data-amount]") || !amountType || !event.target.value) return;
  if (!amountType.value || isReason(amountType)) amountType.value = "exact";
}

function isReason(amountType) {
  return amountType.selectedOptions[0]?.parentElement.label?.startsWith("Reason");
}

function move(event) {
  if (!event.target.matches("[data-amount]")) return;
  const steps = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const boxes = [...table.querySelectorAll("[data-amount]")];
  boxes[boxes.indexOf(event.target) + steps[event.key]]?.focus();
}

// Pasting from a spreadsheet: with names beside them, amounts go to the lines of the same
// name, and what is no line, such as a total, is left out. A column of amounts alone
// fills the cells below.
function paste(event) {
  if (!event.target.matches("[data-amount]")) return;
  const text = event.clipboardData.getData("text").replace(/\r?\n$/, "");
  const lines = text.split(/\r?\n/).map((line) => line.split("\t").map((cell) => cell.trim()));
  if (lines.length < 2 && lines[0].length < 2) return;
  event.preventDefault();
  if (lines.some((cells) => cells.length > 1)) pasteByName(lines);
  else pasteBelow(event.target, lines.map((cells) => cells[0]));
}

function pasteByName(lines) {
  const column = lines[0].indexOf(table.dataset.year);
  const left = [];
  let number = 0;
  for (const cells of lines) {
    const amounts = cells.filter((cell, place) => place && AMOUNT.test(cell));
    const amount = column > 0 ? cells[column] : amounts[amounts.length - 1];
    if (!amount || !AMOUNT.test(amount)) continue;
    const row = rows.find((one) => namesOf(one).includes(simple(cells[0])));
    const box = row?.querySelector("[data-amount]");
    if (box) {
      enter(box, amount);
      number += 1;
    } else left.push(cells[0] || amount);
  }
  report(number, left);
}

function pasteBelow(first, amounts) {
  const boxes = [...table.querySelectorAll("[data-amount]")];
  const free = boxes.slice(boxes.indexOf(first));
  const last = pennies(amounts[amounts.length - 1]);
  const isTotal = amounts.length > 2 && last !== null && last === sumOf(amounts.slice(0, -1).map(pennies));
  const used = isTotal ? amounts.slice(0, -1) : amounts;
  const left = [...used.slice(free.length), ...(isTotal ? amounts.slice(-1) : [])];
  used.slice(0, free.length).forEach((amount, step) => enter(free[step], amount));
  report(Math.min(used.length, free.length), left);
}

function enter(box, amount) {
  box.value = amount;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function namesOf(row) {
  const place = row.querySelector("[data-name]");
  return [place.textContent, place.dataset.name].filter(Boolean).map(simple);
}

function simple(name) {
  return name.toLowerCase().replace(/&/g, "and").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function report(number, left) {
  const place = table.querySelector("[data-pasted]");
  const amounts = number === 1 ? "1 amount pasted." : `${number} amounts pasted.`;
  place.hidden = false;
  say(place, left.length ? `${amounts} Left out: ${left.join("; ")}.` : amounts);
}

table.addEventListener("input", (event) => {
  meant(event);
  workOut(event);
});
table.addEventListener("change", workOut);
table.addEventListener("keydown", move);
table.addEventListener("paste", paste);
workOut();
