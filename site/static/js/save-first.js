// A form that Wagtail is just saving by itself is sent when that is done: two requests would make a new page twice (Wagtail 8.0).
(() => {
  const PATIENCE = 15000; // Milliseconds; a line that hangs does not keep anybody from sending.
  let saving = false;
  let held = null; // The form that waits, and the button that sends it.
  let sent = false;

  const release = () => {
    saving = false;
    if (!held) return;
    const { form, name, value } = held;
    held = null;
    // By now the button may be greyed as a sign of work, and a greyed button would not be sent.
    if (name) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    form.requestSubmit();
  };

  document.addEventListener("w-autosave:save", (event) => {
    if (sent) event.preventDefault();
    else saving = true;
  });
  ["success", "error", "deactivated"].forEach((end) => document.addEventListener(`w-autosave:${end}`, release));

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.matches("[data-edit-form]") || event.defaultPrevented) return;
      if (!saving) {
        sent = true;
        setTimeout(() => {
          sent = !event.defaultPrevented; // Something else may have kept it back.
        });
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (held) return;
      held = { form, name: event.submitter?.name, value: event.submitter?.value };
      setTimeout(() => held && release(), PATIENCE);
    },
    true,
  );
  // Whoever comes back to the form goes on writing in it.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
})();
