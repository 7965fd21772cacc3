// Requests the PDF at once, shows progress, and opens the file. Without JavaScript, the
// user presses a button.

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
  say("Creating the PDF. This can take up to 30 seconds.");
  const clock = setInterval(() => {
    seconds += 1;
    if (seconds % SAY_EVERY === 0) say(`Still creating the PDF (${seconds} seconds)`);
  }, 1000);
  try {
    const answer = await fetch(window.location, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (answer.ok && !answer.redirected) {
      const { made } = await answer.json();
      say("Your PDF is ready.");
      const link = document.createElement("a");
      Object.assign(link, { href: made, textContent: "Open the PDF" });
      state.append(" ", link);
      window.location.replace(made);
    } else if (answer.status === 409) {
      // The page itself lists the errors.
      form.submit();
    } else if (!answer.redirected && answer.status !== 403) {
      say("The PDF could not be created. Try again in a few minutes.");
      button.hidden = false;
    } else {
      say("You have been signed out. Sign in again, then create the PDF.");
      button.hidden = false;
    }
  } catch {
    say("You are offline. Try again in a few minutes.");
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
