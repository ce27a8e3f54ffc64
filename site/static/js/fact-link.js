// The admin's text editor: a fact stands in the text by its code, its value is shown beside it (core/fact_editor.py).
(() => {
  const { React, draftail } = window;

  class FactSource extends draftail.ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.factChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        // The code takes the place of what was marked: the value is never typed.
        responses: {
          chosen: (fact) => this.onChosen({ ...fact, title: fact.code, prefer_this_title_as_link_text: true }),
        },
      };
    }

    filterEntityData(fact) {
      return { id: String(fact.id), code: fact.code, name: fact.string, value: fact.value, url: fact.edit_url };
    }
  }

  const FactValue = (props) => {
    const { name, value, url } = props.contentState.getEntity(props.entityKey).getData();
    const icon = React.createElement("svg", { className: "icon icon-decimal", "aria-hidden": "true" },
      React.createElement("use", { href: "#icon-decimal" }));
    return React.createElement("span", { className: "desk-fact", "data-value": value || "" },
      React.createElement(draftail.TooltipEntity, { ...props, icon, label: value ? `${name}: ${value}` : name, url: url || "" }));
  };

  draftail.registerPlugin({ type: "FACT", source: FactSource, decorator: FactValue }, "entityTypes");
})();
