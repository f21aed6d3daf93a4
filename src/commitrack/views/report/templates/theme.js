"use strict";
// Before the first paint: that a script runs at all, and the theme that the reader chose the last time.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const chosen = localStorage.getItem("commitrack-theme");
    if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  } catch { /* no storage here: the system's theme it is */ }
})();
