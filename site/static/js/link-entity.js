// Links of our own kinds in the admin's text editor (core/entities.py): each is chosen in a window and stands in the
// text with its icon. A kind gives: type, icon, chooser(entityType) -> {url, urlParams}, words(chosen) -> what is
// written, kept(chosen) -> what the editor remembers, label(kept), and perhaps around(kept, drawn, createElement).
(() => {
  const { React, draftail } = window;

  window.approdoLinkEntity = ({ type, icon, chooser, words, kept, label, around }) => {
    class Source extends draftail.ModalWorkflowSource {
      getChooserConfig() {
        return {
          ...chooser(this.props.entityType),
          onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
          responses: { chosen: (chosen) => this.onChosen({ ...chosen, ...words(chosen) }) },
        };
      }

      filterEntityData(chosen) {
        return { id: String(chosen.id), ...kept(chosen) };
      }
    }

    const Drawn = (props) => {
      const data = props.contentState.getEntity(props.entityKey).getData();
      const picture = React.createElement("svg", { className: `icon icon-${icon}`, "aria-hidden": "true" },
        React.createElement("use", { href: `#icon-${icon}` }));
      const drawn = React.createElement(draftail.TooltipEntity,
        { ...props, icon: picture, label: label(data), url: data.url || "" });
      return around ? around(data, drawn, React.createElement) : drawn;
    };

    draftail.registerPlugin({ type, source: Source, decorator: Drawn }, "entityTypes");
  };
})();
