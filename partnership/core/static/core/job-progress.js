// Asks for the progress of a job every second, and opens its result when it is ready.
// Without JavaScript, the user selects "Check progress".

const job = document.querySelector("[data-job]");
const text = job.querySelector("[data-job-text]");
const missing = job.querySelector("[data-no-worker]");
job.querySelector("[data-job-refresh]").hidden = true;
const ASK_EVERY = 1000;
let shown = text.textContent;

async function ask() {
  try {
    const response = await fetch(window.location, { headers: { Accept: "application/json" } });
    if (response.redirected || response.status === 403 || response.status === 404) {
      window.location.reload();
      return;
    }
    if (response.ok) {
      const answer = await response.json();
      if (answer.is_finished) {
        // The page itself sends the user on to the result, with its message.
        window.location.replace(window.location.href);
        return;
      }
      // Only a changed text is announced.
      if (answer.text !== shown) {
        shown = answer.text;
        text.textContent = shown;
      }
      missing.hidden = answer.worker_is_running;
    }
  } catch {
    // Offline for a moment: ask again.
  }
  setTimeout(ask, ASK_EVERY);
}

setTimeout(ask, ASK_EVERY);
