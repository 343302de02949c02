// The takes of one person, one at a time; what is not shown waits aside with all that was written into it.
(() => {
  const host = document.getElementById("takes");
  const sections = [...host.children].map((one) => (one.tagName === "TEMPLATE" ? document.importNode(one.content.firstElementChild, true) : one));
  const links = [...document.querySelectorAll("[data-show]")];
  const shownNow = () => host.firstElementChild;
  let unsaved = false;
  let playing = null;

  function start() {
    playing = new AbortController();
    if (shownNow().querySelector("#text")) startTake(playing.signal);
  }

  function show(number, focus) {
    const section = sections.find((one) => one.dataset.number === number);
    if (!section || section === shownNow()) return;
    playing.abort();
    host.replaceChildren(section);
    for (const link of links) {
      if (link.dataset.show === number) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    start();
    if (focus) section.querySelector(".title").focus();
  }

  const asked = () => (/^#take-(\d+)$/.exec(location.hash) || [])[1];

  function pointsOf(section) {
    const points = {};
    for (const one of section.querySelectorAll("[data-points]")) {
      if (one.value !== "" && one.checkValidity()) points[one.dataset.points] = Number(one.value);
    }
    return points;
  }

  function showTotal(section) {
    const total = section.querySelector("[data-total]");
    if (!total) return;
    const fields = section.querySelectorAll("[data-points]");
    const given = Object.values(pointsOf(section));
    total.textContent = given.length === fields.length ? given.reduce((sum, one) => sum + one, 0) : "-";
  }

  function review() {
    const takes = {};
    for (const section of sections.filter((one) => one.dataset.take)) {
      takes[section.dataset.take] = {
        state: section.querySelector("[data-state]").value,
        points: pointsOf(section),
        note: section.querySelector("[data-note]").value,
      };
    }
    return { rehearse_review: 1, person: host.dataset.person, saved_at: new Date().toISOString(), takes };
  }

  host.addEventListener("input", (event) => {
    unsaved = true;
    const section = event.target.closest(".take");
    const state = section.querySelector("[data-state]");
    if (event.target !== state && state.value === "to review") state.value = "in review";
    showTotal(section);
  });
  document.getElementById("save-review").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(review(), null, 1)], { type: "application/json" }));
    link.download = host.dataset.file;
    link.click();
    URL.revokeObjectURL(link.href);
    unsaved = false;
    document.getElementById("saved").textContent = `Saved as ${link.download}. Put it into the folder reviews beside index.html.`;
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  document.getElementById("print-page").addEventListener("click", () => print());
  addEventListener("hashchange", () => show(asked(), true));
  start();
  show(asked(), false);
})();
