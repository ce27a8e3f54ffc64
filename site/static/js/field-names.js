// Boxes of the admin's text editor, single fields of blocks, cells of tables and the pictures of colleagues who have the
// page open say what they are (Wagtail 8.0 leaves them without a name).
(() => {
  const BOX = '.public-DraftEditor-content[role="textbox"]:not([aria-labelledby], [aria-label])';
  const CELL = 'input[name*="-cell-"]:not([aria-label])';
  // The only field of a block of a stream or of an item of a list.
  const ALONE = 'input[name$="-value"]:not([type="hidden"], [aria-labelledby], [aria-label]), textarea[name$="-value"]:not([aria-labelledby], [aria-label])';
  const COLLEAGUE = "button.w-editing-sessions__session:not([aria-label])";
  let made = 0;
  let waiting = false;

  const nameBox = (box) => {
    const field = box.closest("[data-field]")?.querySelector("label, [data-field-label]");
    const block = box.closest("[data-contentpath]")?.querySelector("label");
    const panel = box.closest("[data-panel]")?.querySelector("[data-panel-heading-text], label");
    const label = [field, block, panel].find((found) => found?.textContent.trim());
    if (!label) return;
    label.id ||= `approdo-field-name-${(made += 1)}`;
    box.setAttribute("aria-labelledby", label.id);
  };

  // A cell is called like its column, with the number of its row.
  const nameCell = (cell) => {
    const found = /^(.*)-cell-(\d+)-(\d+)$/.exec(cell.name);
    if (!found) return;
    const [, table, row, column] = found;
    const heading = document.querySelector(`[name="${CSS.escape(table)}-column-${column}-heading"]`)?.value;
    cell.setAttribute("aria-label", `${heading || Number(column) + 1}, ${Number(row) + 1}`);
  };

  // Who it is and what they do stands in a tip that only opens by hand; once it can, the tip has taken the words out of the button.
  const nameColleague = (button) => {
    const tip = button.querySelector(".w-editing-sessions__popup") ?? button._tippy?.props.content;
    const words = tip?.textContent?.trim().replace(/\s+/g, " ");
    if (words) button.setAttribute("aria-label", words);
  };

  const all = () => {
    waiting = false;
    document.querySelectorAll(BOX).forEach(nameBox);
    document.querySelectorAll(CELL).forEach(nameCell);
    document.querySelectorAll(COLLEAGUE).forEach(nameColleague);
    document.querySelectorAll(ALONE).forEach((input) => input.labels?.length || nameBox(input));
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(all);
    waiting = true;
  };
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
  soon();
})();
