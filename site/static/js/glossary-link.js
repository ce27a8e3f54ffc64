// The admin's text editor: a word is linked to its glossary term (core/glossary_editor.py).
(() => {
  const { React, draftail } = window;

  class GlossarySource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      const { chooserUrls, chooserLocale } = this.props.entityType;
      return {
        url: chooserUrls.glossaryChooser,
        urlParams: { locale: chooserLocale },
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        // Without a selection the term's own words are written.
        responses: { chosen: (term) => this.onChosen({ ...term, title: term.string }) },
      };
    }

    filterEntityData(term) {
      return { id: String(term.id), name: term.string, url: term.edit_url };
    }
  }

  const GlossaryWord = (props) => {
    const { name, url } = props.contentState.getEntity(props.entityKey).getData();
    const icon = React.createElement("svg", { className: "icon icon-openquote", "aria-hidden": "true" },
      React.createElement("use", { href: "#icon-openquote" }));
    return React.createElement(draftail.TooltipEntity, { ...props, icon, label: name, url: url || "" });
  };

  draftail.registerPlugin(
    { type: "GLOSSARY", source: GlossarySource, decorator: GlossaryWord },
    "entityTypes",
  );
})();
