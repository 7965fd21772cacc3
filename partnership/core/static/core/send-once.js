// Sends a form once if its button is pressed twice, for example by a double click.

const PAUSE_MS = 2000;
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  const now = performance.now();
  if (now - (sent.get(event.target) ?? -PAUSE_MS) < PAUSE_MS) event.preventDefault();
  else sent.set(event.target, now);
});
