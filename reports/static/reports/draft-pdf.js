// Starts creating the PDF at once. Without JavaScript, the user selects the button.

document.querySelector("[data-pdf]").requestSubmit();
