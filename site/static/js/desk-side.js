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

// Where a page stands: the last block above the upper edge, and how far into it.
const place = (doc) => {
  const blocks = [...doc.querySelectorAll("main [id]")];
  const above = blocks.filter((block) => block.getBoundingClientRect().top <= 8);
  const block = above.at(-1);
  if (!block) return null;
  const box = block.getBoundingClientRect();
  return { id: block.id, part: box.height ? -box.top / box.height : 0 };
};

// At once, also where the page itself moves smoothly: what is still on its way would be taken for a leader.
const go = (root, top) => root.scrollTo({ top, behavior: "instant" });

const follow = (frame, from, spot) => {
  const root = frame.contentDocument.scrollingElement;
  const block = spot && frame.contentDocument.getElementById(spot.id);
  if (block) {
    const box = block.getBoundingClientRect();
    go(root, root.scrollTop + box.top + spot.part * box.height);
  } else {
    const path = from.scrollHeight - from.clientHeight;
    go(root, path > 0 ? (from.scrollTop / path) * (root.scrollHeight - root.clientHeight) : 0);
  }
};

// The pages run no scripts, and so no listener of ours in them: their places are read with every frame that is drawn.
const seen = new Map();
const rootOf = (frame) => frame.contentDocument?.scrollingElement;
const watch = () => {
  const moved = frames.find((frame) => seen.has(frame) && rootOf(frame) && Math.abs(rootOf(frame).scrollTop - seen.get(frame)) > 1);
  if (moved && together.querySelector("input").checked) {
    const spot = place(moved.contentDocument);
    for (const other of frames) {
      if (other !== moved && rootOf(other)) follow(other, rootOf(moved), spot);
    }
  }
  // What followed is no leader: its new place is the one known.
  for (const frame of frames) {
    if (rootOf(frame)) seen.set(frame, rootOf(frame).scrollTop);
  }
  requestAnimationFrame(watch);
};
if (frames.length > 1) requestAnimationFrame(watch);
