// A list that shows its choice at once, where scripts run; without them its button does it.
document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-desk-choice]")) event.target.form.requestSubmit();
});
