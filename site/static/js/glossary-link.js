// The admin's text editor: a word is linked to its glossary term (core/glossary_editor.py).
window.approdoLinkEntity({
  type: "GLOSSARY",
  icon: "openquote",
  chooser: ({ chooserUrls, chooserLocale }) => ({ url: chooserUrls.glossaryChooser, urlParams: { locale: chooserLocale } }),
  // Without a selection the term's own words are written.
  words: (term) => ({ title: term.string }),
  kept: (term) => ({ name: term.string, url: term.edit_url }),
  label: ({ name }) => name,
});
