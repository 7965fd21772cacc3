// The page that waits for a PDF: it asks at once, says how long it has taken, and opens
// the file. Without it a button asks.

const form = document.querySelector("[data-pdf]");
const state = form.querySelector("[data-pdf-state]");
const button = form.querySelector("button");
const SAY_EVERY = 5;

function say(words) {
  state.textContent = words;
}

async function make() {
  button.hidden = true;
  let seconds = 0;
  say("Making the PDF. This takes up to half a minute.");
  const clock = setInterval(() => {
    seconds += 1;
    if (seconds % SAY_EVERY === 0) say(`Still making the PDF: ${seconds} seconds so far.`);
  }, 1000);
  try {
    const answer = await fetch(window.location, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (answer.ok && !answer.redirected) {
      const { made } = await answer.json();
      say("The PDF is made.");
      const link = document.createElement("a");
      Object.assign(link, { href: made, textContent: "Open the PDF" });
      state.append(" ", link);
      window.location.replace(made);
    } else if (answer.status === 409) {
      // What keeps it from being made is told by the page itself.
      form.submit();
    } else if (!answer.redirected && answer.status !== 403) {
      say("The PDF could not be made. Try again in a moment.");
      button.hidden = false;
    } else {
      say("You were signed out. Sign in again, then make the PDF.");
      button.hidden = false;
    }
  } catch {
    say("No connection. Try again in a moment.");
    button.hidden = false;
  } finally {
    clearInterval(clock);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  make();
});
make();
