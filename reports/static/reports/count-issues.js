// Replace the counts of issues on the overview with those of the data as it is now.
const card = document.querySelector("[data-count-again]");

async function countAgain() {
  const answer = await fetch(card.dataset.countAgain, { credentials: "same-origin" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const counted = page.querySelector('[aria-labelledby="found"]');
  if (counted) card.replaceChildren(...counted.childNodes);
}

if (card) countAgain();
