"use strict";
// What the page can do beyond being read: switch its theme, filter, open what a link leads to. Plain DOM, no requests.
(() => {
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Theme: the button names the one it switches to.
  const themeButton = one("[data-theme-switch]");
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches);
  const nameTheme = () => { one("[data-theme-name]").textContent = isDark() ? "Light" : "Dark"; };
  themeButton.hidden = false;
  themeButton.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("commitrack-theme", root.dataset.theme); } catch { /* not kept */ }
    nameTheme();
  });
  systemDark.addEventListener("change", nameTheme);
  nameTheme();

  // Filters. What is asked of an item is read from the page once; only items whose state changes are touched.
  const form = one("[data-filters]");
  const area = form.closest("[data-filtered]");
  const plain = /^[\x00-\x7f]*$/;
  const fold = (text) => (plain.test(text) ? text : text.normalize("NFD").replace(/\p{M}/gu, "")).toLowerCase();
  const items = all("[data-item]", area).map((element) => ({
    element,
    status: element.dataset.status,
    topics: element.dataset.topic.split(" "),
    acts: element.dataset.act.split(" "),
    text: null,
    boxes: [element.closest("[data-group]"), element.closest("[data-part]")].filter(Boolean),
  }));
  const boxes = new Map(all("[data-group], [data-part]", area).map((box) => [box, 0]));
  const roughHeight = 130;
  const chips = all("[data-status]", form);
  const found = one("[data-found]", form);
  const total = found.textContent;
  const resets = all("[data-reset]", area);
  const nothing = one("[data-nothing]", area);

  const asked = () => ({
    words: fold(form.elements.words.value).split(/\s+/).filter(Boolean),
    topic: form.elements.topic.value,
    act: form.elements.act.value,
    statuses: chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.dataset.status),
  });
  const fits = (item, wanted) =>
    (!wanted.statuses.length || wanted.statuses.includes(item.status)) &&
    (!wanted.topic || item.topics.includes(wanted.topic)) &&
    (!wanted.act || item.acts.includes(wanted.act)) &&
    (!wanted.words.length || holds(item, wanted.words));
  const read = (item) => (item.text ??= fold(item.element.textContent));
  const holds = (item, words) => words.every((word) => read(item).includes(word));
  // The words of a long report are read while the reader reads, so that the first search need not wait for them.
  const readAhead = (from) => requestIdleCallback((idle) => {
    let next = from;
    while (next < items.length && idle.timeRemaining() > 1) read(items[next++]);
    if (next < items.length) readAhead(next);
  });
  if ("requestIdleCallback" in window) readAhead(0);

  const apply = () => {
    const wanted = asked();
    let shown = 0;
    for (const box of boxes.keys()) boxes.set(box, 0);
    for (const item of items) {
      const fit = fits(item, wanted);
      if (item.element.hidden === fit) item.element.hidden = !fit;
      if (!fit) continue;
      shown += 1;
      for (const box of item.boxes) boxes.set(box, boxes.get(box) + 1);
    }
    for (const [box, count] of boxes) {
      if (box.hidden === count > 0) box.hidden = count === 0;
      if ("part" in box.dataset) box.style.containIntrinsicBlockSize = `auto ${count * roughHeight}px`;
    }
    const narrowed = Boolean(wanted.words.length || wanted.topic || wanted.act || wanted.statuses.length);
    found.textContent = narrowed ? `${shown.toLocaleString("en")} of ${total}` : total;
    for (const reset of resets) reset.hidden = !narrowed;
    nothing.hidden = shown > 0;
    area.classList.toggle("narrowed", narrowed);
    return wanted;
  };

  // The state of the filters stands in the address, so that a narrowed view can be sent; `#?` is no id of an element.
  const remember = (wanted) => {
    const state = new URLSearchParams();
    if (wanted.words.length) state.set("words", form.elements.words.value.trim());
    if (wanted.topic) state.set("topic", wanted.topic);
    if (wanted.act) state.set("act", wanted.act);
    if (wanted.statuses.length) state.set("status", wanted.statuses.join(","));
    const text = state.toString();
    if (!text && !location.hash.startsWith("#?")) return;
    const page = location.href.split("#")[0];
    try { history.replaceState(null, "", text ? `${page}#?${text}` : page); } catch { /* an address that cannot change */ }
  };
  const recall = () => {
    const state = new URLSearchParams(location.hash.slice(2));
    form.elements.words.value = state.get("words") ?? "";
    form.elements.topic.value = state.get("topic") ?? "";
    form.elements.act.value = state.get("act") ?? "";
    for (const select of [form.elements.topic, form.elements.act]) if (select.selectedIndex < 0) select.value = "";
    const statuses = (state.get("status") ?? "").split(",");
    for (const chip of chips) chip.setAttribute("aria-pressed", String(statuses.includes(chip.dataset.status)));
    apply();
  };
  const clear = () => {
    for (const chip of chips) chip.setAttribute("aria-pressed", "false");
    form.elements.words.value = form.elements.topic.value = form.elements.act.value = "";
    remember(apply());
  };

  let waiting = 0;
  const update = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => remember(apply()));
  };
  form.hidden = false;
  // What sticks below the filters, and where links arrive, depends on how high they are.
  new ResizeObserver(() => root.style.setProperty("--filters", `${form.offsetHeight}px`)).observe(form);
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-status]");
    if (!chip) return;
    chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
    update();
  });
  for (const reset of resets) {
    reset.addEventListener("click", (event) => { event.preventDefault(); clear(); form.elements.words.focus(); });
  }

  // Links inside the page: what is closed is opened, what is filtered away is shown again.
  const arrive = () => {
    if (location.hash.startsWith("#?")) { recall(); return; }
    let name;
    try { name = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = name && document.getElementById(name);
    if (!target) return;
    if (target.closest("[data-item][hidden], [data-group][hidden]")) clear();
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  // A second click on a link leads there again though the address does not change.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) arrive();
  });

  const opener = one("[data-open]");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => {
      const boxes = all("details", one(".matrix"));
      const open = !boxes.every((box) => box.open);
      for (const box of boxes) box.open = open;
      opener.textContent = open ? "Close all" : "Open all";
    });
  }

  apply();
  arrive();
})();
