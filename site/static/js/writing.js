// Writing aids beside the page's form: looked at anew with every preview, counted together with what axe finds.
(() => {
  const panel = () => document.querySelector('[data-side-panel="checks"]');

  const count = () => {
    const checks = panel();
    const list = checks?.querySelector("[data-writing-count]");
    if (!list) return;
    const rows = checks.querySelectorAll("[data-content-checker-row]").length;
    const total = String(Number(list.dataset.writingCount) + rows);
    const toggle = document.querySelector('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]');
    const shown = checks.querySelector("[data-content-checker-count]");
    for (const place of [toggle, shown]) if (place && place.textContent.trim() !== total) place.textContent = total;
    if (toggle) toggle.hidden = total === "0";
    shown?.classList.toggle("has-errors", total !== "0");
  };

  const refresh = async () => {
    const place = panel()?.querySelector("[data-writing-url]");
    if (!place) return;
    const answer = await fetch(place.dataset.writingUrl, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok || place.contains(document.activeElement)) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const name of ["data-writing-metrics", "data-writing-issues"]) {
      const part = fresh.querySelector(`[${name}]`);
      if (part) panel().querySelector(`[${name}]`).replaceChildren(...part.childNodes);
    }
    count();
  };

  const find = (path) => path.split(".").reduce((within, step) =>
    within?.querySelector(`[data-contentpath="${CSS.escape(step)}"]`) ?? within, document);

  // Open the tab and the folds in which a text stands, and go to it.
  const show = (event) => {
    const link = event.target.closest("[data-writing-place]");
    const field = link && document.querySelector("[data-edit-form]") && find(link.dataset.writingPlace);
    if (!field || field === document) return;
    event.preventDefault();
    const tab = field.closest('[role="tabpanel"]');
    if (tab?.hidden) document.querySelector(`[role="tab"][aria-controls="${tab.id}"], [role="tab"][href="#${tab.id}"]`)?.click();
    for (let fold = field.closest("[data-panel-content][hidden], [data-panel-content][hidden=until-found]"); fold;
      fold = fold.parentElement.closest("[data-panel-content][hidden]")) {
      fold.closest("[data-panel]")?.querySelector("[data-panel-toggle]")?.click();
    }
    field.scrollIntoView({ block: "center" });
    (field.querySelector('[contenteditable="true"]') || field.querySelector("input:not([type=hidden]), textarea, select"))?.focus({ preventScroll: true });
  };

  // What was just typed is saved first: Wagtail does it by itself, when nobody has typed for a moment.
  const afterSaving = (event) => {
    const form = event.target;
    const typed = document.querySelector('[data-edit-form][data-w-unsaved-has-edits-value="true"]');
    if (!typed || !form.closest("[data-writing-issues]")) return;
    event.preventDefault();
    const ends = ["success", "error", "deactivated"].map((end) => `w-autosave:${end}`);
    const go = () => {
      for (const end of ends) document.removeEventListener(end, go);
      if (!form.isConnected) document.body.append(form); // The list was made anew.
      form.submit();
    };
    for (const end of ends) document.addEventListener(end, go);
  };

  document.addEventListener("click", show);
  document.addEventListener("submit", afterSaving);
  for (const moment of ["w-preview:loaded", "w-autosave:success"]) document.addEventListener(moment, refresh);
  const start = () => {
    count();
    const rows = panel()?.querySelector("[data-checks-panel]");
    const toggle = document.querySelector('[data-side-panel-toggle="checks"] [data-side-panel-toggle-counter]');
    const watch = new MutationObserver(count);
    for (const place of [rows, toggle]) if (place) watch.observe(place, { childList: true, characterData: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
