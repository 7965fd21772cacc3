// Requests the PDF at once, shows progress, and opens the file. Without JavaScript, the
// user presses a button.

const form = document.querySelector("[data-pdf]");
const state = form.querySelector("[data-pdf-state]");
const button = form.querySelector("button");
const UPDATE_EVERY = 5;

function showState(text) {
  state.textContent = text;
}

async function createPdf() {
  button.hidden = true;
  let seconds = 0;
  showState("Creating the PDF. This can take up to 30 seconds.");
  const clock = setInterval(() => {
    seconds += 1;
    if (seconds % UPDATE_EVERY === 0) showState(`Still creating the PDF (${seconds} seconds)`);
  }, 1000);
  try {
    const response = await fetch(window.location, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (response.ok && !response.redirected) {
      const { url } = await response.json();
      showState("Your PDF is ready.");
      const link = document.createElement("a");
      Object.assign(link, { href: url, textContent: "Open the PDF" });
      state.append(" ", link);
      window.location.replace(url);
    } else if (response.status === 409) {
      // The page itself lists the errors.
      form.submit();
    } else if (!response.redirected && response.status !== 403) {
      showState("The PDF could not be created. Try again in a few minutes.");
      button.hidden = false;
    } else {
      showState("You have been signed out. Sign in again, then create the PDF.");
      button.hidden = false;
    }
  } catch {
    showState("You are offline. Try again in a few minutes.");
    button.hidden = false;
  } finally {
    clearInterval(clock);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  createPdf();
});
createPdf();
