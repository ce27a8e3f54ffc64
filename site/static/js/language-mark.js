// The admin's text editor: the language of words is said with a list in a small window (core/language_editor.py).
(() => {
  const { React, draftail, DraftJS } = window;
  const element = (name, attributes, ...inside) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...inside);
    return made;
  };

  class Source extends React.Component {
    componentDidMount() {
      const { editorState, entityType, entity, onClose } = this.props;
      const { words, languages } = entityType;
      const cancel = element("button", { type: "button", className: "button button-secondary", textContent: words.cancel });
      this.box = element("dialog", { className: "language-mark" });
      if (editorState.getSelection().isCollapsed()) {
        this.box.append(element("p", { textContent: words.none }), cancel);
      } else {
        this.list = element("select", {}, ...languages.map(([value, name]) => element("option", { value, textContent: name })));
        if (entity) this.list.value = entity.getData().id;
        const mark = element("button", { type: "button", className: "button", textContent: words.choose });
        mark.addEventListener("click", () => this.mark());
        this.box.append(element("label", {}, element("span", { textContent: words.label }), this.list), mark, " ", cancel);
      }
      cancel.addEventListener("click", () => this.box.close());
      this.box.addEventListener("close", () => onClose());
      document.body.append(this.box);
      this.box.showModal();
    }

    componentWillUnmount() {
      this.box.remove();
    }

    mark() {
      const { editorState, entityType, onComplete } = this.props;
      const content = editorState.getCurrentContent();
      const data = { id: this.list.value, name: this.list.selectedOptions[0].textContent };
      const key = content.createEntity(entityType.type, "MUTABLE", data).getLastCreatedEntityKey();
      onComplete(DraftJS.RichUtils.toggleLink(editorState, editorState.getSelection(), key));
    }

    render() {
      return null;
    }
  }

  const Mark = (props) => {
    const { id, name } = props.contentState.getEntity(props.entityKey).getData();
    const icon = React.createElement("svg", { className: "icon icon-globe", "aria-hidden": "true" },
      React.createElement("use", { href: "#icon-globe" }));
    return React.createElement("span", { lang: id },
      React.createElement(draftail.TooltipEntity, { ...props, icon, label: name || id, url: "" }));
  };

  draftail.registerPlugin({ type: "LANGUAGE", source: Source, decorator: Mark }, "entityTypes");
})();
