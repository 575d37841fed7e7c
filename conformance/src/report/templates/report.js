// Comfort only: without it the page shows everything, unsorted and unfiltered.
"use strict";
const find = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
for (const element of all("[hidden]")) element.hidden = false;

// theme: as the system has it, or as chosen
const themes = ["auto", "dark", "light"];
const setTheme = (theme) => {
  document.documentElement.dataset.theme = theme;
  find("theme").textContent = `Theme: ${theme}`;
};
find("theme").addEventListener("click", () => {
  const now = themes.indexOf(document.documentElement.dataset.theme);
  setTheme(themes[(now + 1) % themes.length]);
});
setTheme("auto");

// findings: all at once, by a link, and on paper
const openAll = (open, which = "details") => all(which).forEach((details) => { details.open = open; });
find("open")?.addEventListener("click", () => openAll(true, ".finding"));
find("close")?.addEventListener("click", () => openAll(false, ".finding"));
const findings = all(".finding");
const toggles = all(".toggle");
const filterFindings = () => {
  const words = find("find").value.toLowerCase().split(/\s+/);
  const off = toggles.filter((toggle) => toggle.ariaPressed === "false").map((toggle) => toggle.dataset.level);
  let shown = 0;
  for (const finding of findings) {
    const text = finding.querySelector("summary").textContent.toLowerCase();
    finding.hidden = off.includes(finding.dataset.level) || !words.every((word) => text.includes(word));
    shown += finding.hidden ? 0 : 1;
  }
  find("found").textContent = `${shown} of ${findings.length} shown`;
};
if (find("find")) {
  find("find").addEventListener("input", filterFindings);
  for (const toggle of toggles) {
    toggle.addEventListener("click", () => {
      toggle.ariaPressed = toggle.ariaPressed === "true" ? "false" : "true";
      filterFindings();
    });
  }
  filterFindings();
}
const openTarget = () => {
  const target = find(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) {
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  }
};
addEventListener("hashchange", openTarget);
openTarget();
let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details:not([open])");
  openAll(true);
});
addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));

// scripts: the clipboard may be refused for a local file; then the text is at least selected
for (const button of all(".copy")) {
  button.addEventListener("click", async () => {
    const script = button.parentElement.querySelector("pre");
    try {
      await navigator.clipboard.writeText(script.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(script);
      button.textContent = document.execCommand("copy") ? "Copied" : "Selected: press Ctrl+C";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}

// oracles: filter
const rows = all("#table tbody tr");
const filter = () => {
  const words = find("text").value.toLowerCase().split(/\s+/);
  const [level, state] = [find("level").value, find("state").value];
  let shown = 0;
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !(words.every((word) => text.includes(word))
      && (!level || row.dataset.level === level)
      && (!state || row.dataset.state === state));
    shown += row.hidden ? 0 : 1;
  }
  find("shown").textContent = `${shown} of ${rows.length} shown`;
};
for (const id of ["text", "level", "state"]) find(id).addEventListener("input", filter);
filter();

// oracles: sort by a column, up, then down; the sort is stable
const heads = all("#table thead th");
const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent;
heads.forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const down = head.ariaSort === "ascending";
    heads.forEach((other) => { other.ariaSort = null; });
    head.ariaSort = down ? "descending" : "ascending";
    const order = (a, b) => key(a, column).localeCompare(key(b, column), "en", { numeric: true });
    rows.sort((a, b) => (down ? order(b, a) : order(a, b)));
    rows[0]?.parentElement.append(...rows);
  });
});
