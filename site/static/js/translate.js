// The translation editor: saves each sentence by itself, moves by keys, offers what the page shows.
// Without it the page is a form that does the same with its buttons.
(() => {
  const form = document.querySelector("[data-translate]");
  if (!form || !window.fetch) return;
  const list = form.querySelector("[data-segments]");
  const status = form.querySelector("[data-status]");
  const all = () => [...list.querySelectorAll("[data-segment]")];
  const field = (row) => row.querySelector("textarea");
  const kept = new Map(all().map((row) => [row, field(row).value]));
  const todo = (row) => /tr-(changed|new|machine)/.test(row.className);
  let active = null;
  list.classList.add("has-script");

  const activate = (row, focus) => {
    if (active) active.classList.remove("is-active");
    active = row;
    row.classList.add("is-active");
    if (focus) { field(row).focus({ preventScroll: true }); row.scrollIntoView({ block: "center" }); }
  };
  const step = (row, by, onlyTodo) => {
    const rows = all();
    let at = rows.indexOf(row);
    do { at += by; } while (rows[at] && onlyTodo && !todo(rows[at]));
    if (rows[at]) activate(rows[at], true);
    return Boolean(rows[at]);
  };
  const say = (row, text, bad) => {
    const place = row.querySelector("[data-rowstate]");
    if (place) { place.textContent = text; place.classList.toggle("is-bad", Boolean(bad)); }
    if (status) { status.textContent = text; status.classList.toggle("is-bad", Boolean(bad)); }
  };
  const dirty = (row) => !field(row).readOnly && field(row).value !== kept.get(row);

  // Signing in again, in another window, makes the form's own token one of the past.
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || form.elements.csrfmiddlewaretoken.value;
  // One request of a sentence at a time: a second one would name a version that the first is just replacing.
  const save = (row, verb) => (row.saving = (row.saving ?? Promise.resolve()).catch(() => false).then(() => send(row, verb)));
  const send = async (row, verb) => {
    if (!verb && !dirty(row)) return true;
    clearTimeout(row.timer);
    const key = row.dataset.segment;
    const text = field(row).value;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token());
    data.set(`t${key}`, text);
    data.set(`v${key}`, form.elements[`v${key}`].value);
    data.set("do", verb ? `${verb}:${key}` : "save");
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    } catch {
      say(row, form.dataset.offline, true);
      row.timer = setTimeout(() => save(row, verb), 5000);
      return false;
    }
    const type = answer.headers.get("Content-Type") || "";
    if (!type.includes("json")) {
      // The server is being restarted, or the session is over: the form of signing in came back.
      say(row, answer.redirected ? form.dataset.signedOut : form.dataset.unsaved, true);
      row.timer = setTimeout(() => save(row, verb), 5000);
      return false;
    }
    const said = await answer.json();
    if (!answer.ok) {
      say(row, said.message || form.dataset.unsaved, true);
      // A conflict shows both texts: the plain form does that.
      if (answer.status === 409) submit(`next:${key}`);
      return false;
    }
    kept.set(row, text);
    form.elements[`v${key}`].value = said.version;
    row.className = row.className.replace(/\btr-(changed|new|machine|draft|done)\b/, `tr-${said.state}`);
    row.querySelector("[data-label]").textContent = said.label;
    const checks = row.querySelector("[data-checks]");
    checks.replaceChildren(...said.checks.map((line) => {
      const p = document.createElement("p");
      p.className = "tr-check";
      p.textContent = line;
      return p;
    }));
    const count = form.querySelector("[data-count=todo]");
    if (count) count.textContent = said.count.todo;
    form.querySelector("progress").value = said.count.all - said.count.todo;
    say(row, said.message, false);
    return true;
  };
  const submit = (value) => {
    const button = document.createElement("button");
    button.name = "do"; button.value = value; button.hidden = true;
    form.append(button);
    leaving = true;
    form.requestSubmit(button);
  };
  let leaving = false;

  const finish = async (row, verb) => { if (await save(row, verb)) step(row, 1, true); };
  const insert = (row, text) => {
    const t = field(row);
    const start = t.selectionStart, middle = text.indexOf("⟨/");
    const chosen = t.value.slice(start, t.selectionEnd);
    t.setRangeText(middle > 0 ? text.slice(0, middle) + chosen + text.slice(middle) : text, start, t.selectionEnd, "end");
    t.focus();
  };
  const offer = (row) => {
    const offers = [...row.querySelectorAll("[data-offer]")];
    if (!offers.length) return false;
    const next = (Number(row.dataset.offered ?? -1) + 1) % offers.length;
    row.dataset.offered = next;
    field(row).value = offers[next].textContent;
    return true;
  };

  for (const place of list.querySelectorAll("[data-mark],[data-term]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tr-insert";
    button.textContent = place.textContent;
    for (const name of ["lang", "dir"]) if (place.hasAttribute(name)) button.setAttribute(name, place.getAttribute(name));
    button.addEventListener("click", () => insert(button.closest("[data-segment]"), button.textContent));
    place.replaceWith(button);
  }
  for (const button of list.querySelectorAll("[data-use]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = button.closest("[data-segment]");
      field(row).value = button.closest(".tr-mem").querySelector("[data-offer]").textContent;
      field(row).focus();
    });
  }
  list.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-segment]");
    if (row && row !== active) activate(row, false);
  });
  list.addEventListener("input", (event) => {
    const row = event.target.closest("[data-segment]");
    clearTimeout(row.timer);
    row.timer = setTimeout(() => save(row), 1500);
  });
  list.addEventListener("change", (event) => save(event.target.closest("[data-segment]")));
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-next],[data-still]");
    if (!button) return;
    event.preventDefault();
    finish(button.closest("[data-segment]"), button.hasAttribute("data-still") ? "still" : "next");
  });
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-segment]");
    if (!row || event.target.tagName !== "TEXTAREA") return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      if (event.shiftKey && !row.querySelector("[data-still]")) return;
      event.preventDefault();
      finish(row, event.shiftKey ? "still" : "next");
    } else if (event.altKey && event.key === "Enter") {
      if (offer(row)) event.preventDefault();
    } else if (event.altKey && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      step(row, event.key === "ArrowDown" ? 1 : -1, false);
    }
  });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => { if (!leaving && all().some(dirty)) event.preventDefault(); });
  const wanted = location.hash && document.getElementById(location.hash.slice(1));
  if (wanted && wanted.matches("[data-segment]")) activate(wanted, true);
})();
