// Check results: F8 goes to the next issue, Shift and F8 to the one before.

const issues = [...document.querySelectorAll("[data-issues] .issue")];

function goTo(step) {
  if (!issues.length) return;
  const now = issues.findIndex((issue) => issue.contains(document.activeElement));
  const next = now < 0 && step < 0 ? issues.length - 1 : (now + step + issues.length) % issues.length;
  issues[next].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "F8") return;
  event.preventDefault();
  goTo(event.shiftKey ? -1 : 1);
});

for (const hint of document.querySelectorAll(".key-hint")) hint.hidden = false;
// After a change, the page opens at the issue that follows.
document.querySelector(`[data-issues] .issue${location.hash || "#none"}`)?.focus();
