// Languages beside each other: shown at once when chosen, and scrolled together block by block.
// Without scripts the form has its button, and each page scrolls by itself.
const form = document.querySelector("[data-side-form]");
const together = document.querySelector("[data-side-together]");
const frames = [...document.querySelectorAll(".desk-pane iframe")];
const most = Number(form.dataset.most);

form.addEventListener("change", (event) => {
  if (together.contains(event.target)) return;
  const picked = [...form.querySelectorAll("input[name=with]:checked")];
  // One more than fit: the first chosen before it makes room.
  if (picked.length > most) picked.find((box) => box !== event.target).checked = false;
  form.requestSubmit();
});

together.hidden = frames.length < 2;
let leader = null;
let pause = 0;

// Where a page stands: the last block above the upper edge, and how far into it.
const place = (doc) => {
  const blocks = [...doc.querySelectorAll("main [id]")];
  const above = blocks.filter((block) => block.getBoundingClientRect().top <= 8);
  const block = above.at(-1);
  if (!block) return null;
  const box = block.getBoundingClientRect();
  return { id: block.id, part: box.height ? -box.top / box.height : 0 };
};

const follow = (frame, from, spot) => {
  const root = frame.contentDocument.scrollingElement;
  const block = spot && frame.contentDocument.getElementById(spot.id);
  if (block) {
    const box = block.getBoundingClientRect();
    root.scrollTop += box.top + spot.part * box.height;
  } else {
    const path = from.scrollHeight - from.clientHeight;
    root.scrollTop = path > 0 ? (from.scrollTop / path) * (root.scrollHeight - root.clientHeight) : 0;
  }
};

const listen = (frame) => {
  const view = frame.contentWindow;
  view.addEventListener("scroll", () => {
    if (!together.querySelector("input").checked) return;
    if (leader && leader !== frame) return; // what follows is no leader
    leader = frame;
    clearTimeout(pause);
    pause = setTimeout(() => (leader = null), 150);
    const spot = place(frame.contentDocument);
    for (const other of frames) {
      if (other !== frame) follow(other, frame.contentDocument.scrollingElement, spot);
    }
  }, { passive: true });
};

for (const frame of frames) {
  frame.addEventListener("load", () => listen(frame));
  if (frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank") listen(frame);
}
