"use strict";
(() => {
  const rows = [...document.getElementById("rows").rows].map((row) => ({
    row, has: ` ${row.dataset.f} `, name: row.cells[0].textContent.toLowerCase(),
  }));
  const name = document.getElementById("f-name");
  const choices = [...document.querySelectorAll("[data-filter]")];
  const count = document.getElementById("count");
  const CHUNK = 250; // rows that are laid out at a time: thousands at once keep the page from opening
  let filtered = false;

  function reveal(from) {
    if (filtered || from < 0 || from >= rows.length) return;
    for (const one of rows.slice(from, from + CHUNK)) one.row.hidden = false;
    setTimeout(() => reveal(from + CHUNK), 30);
  }

  function filter() {
    const wanted = choices.filter((one) => one.value).map((one) => ` ${one.value} `);
    filtered = true;
    const part = name.value.trim().toLowerCase();
    let shown = 0;
    for (const one of rows) {
      const fits = one.name.includes(part) && wanted.every((value) => one.has.includes(value));
      one.row.hidden = !fits;
      shown += fits;
    }
    count.textContent = shown === rows.length ? `${shown} takes` : `${shown} of ${rows.length} takes`;
  }

  setTimeout(() => reveal(rows.findIndex((one) => one.row.hidden)), 30);
  document.getElementById("filters").addEventListener("input", filter);
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
  if (name.value || choices.some((one) => one.value)) filter(); // a page that was gone back to keeps them
})();
