// Shows a checkbox that selects all others of its form with one name. It is selected
// while all of them are, and in between while only some are.

for (const control of document.querySelectorAll("[data-select-all]")) {
  const all = control.querySelector("input");
  const name = CSS.escape(control.dataset.selectAll);
  const boxes = [...all.form.querySelectorAll(`input[type="checkbox"][name="${name}"]`)];

  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };

  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) box.addEventListener("change", show);
  control.hidden = boxes.length < 2;
  show();
}
