// Ticks of a list: one for all of them, a range with the shift key, and how many there are.
// Without scripts each page has its tick and the buttons work.
for (const form of document.querySelectorAll("[data-bulk]")) {
  const boxes = [...form.querySelectorAll("input[name=page]")];
  const all = form.querySelector("[data-bulk-all]");
  const count = form.querySelector("[data-bulk-count]");
  const idle = count.textContent;
  let last = null;
  const show = () => {
    const number = boxes.filter((box) => box.checked).length;
    all.checked = number === boxes.length;
    all.indeterminate = number > 0 && !all.checked;
    if (number === 0) count.textContent = idle;
    else count.textContent = number === 1 ? count.dataset.one : count.dataset.many.replace("{number}", number);
    for (const box of boxes) box.closest("tr").classList.toggle("is-picked", box.checked);
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  form.addEventListener("click", (event) => {
    const here = boxes.indexOf(event.target);
    if (here < 0) return;
    if (event.shiftKey && last !== null) {
      const [from, to] = [Math.min(here, last), Math.max(here, last)];
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = here;
    show();
  });
  show(); // a browser keeps ticks when one comes back
}
