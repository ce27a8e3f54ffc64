// The admin's text editor: a fact stands in the text by its code, its value is shown beside it (core/fact_editor.py).
window.approdoLinkEntity({
  type: "FACT",
  icon: "decimal",
  chooser: ({ chooserUrls }) => ({ url: chooserUrls.factChooser, urlParams: {} }),
  // The code takes the place of what was marked: the value is never typed.
  words: (fact) => ({ title: fact.code, prefer_this_title_as_link_text: true }),
  kept: (fact) => ({ code: fact.code, name: fact.string, value: fact.value, url: fact.edit_url }),
  label: ({ name, value }) => (value ? `${name}: ${value}` : name),
  around: ({ value }, drawn, createElement) =>
    createElement("span", { className: "desk-fact", "data-value": value || "" }, drawn),
});
