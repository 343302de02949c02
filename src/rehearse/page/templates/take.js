"use strict";
(() => {
  const sound = document.getElementById("sound");
  if (!sound) return;
  const words = [...document.querySelectorAll("#said ~ p [data-t]")];
  const starts = words.map((word) => Number(word.dataset.t));
  const fillers = [...document.querySelectorAll("#said ~ p [data-filler]")];
  const timeline = document.getElementById("timeline");
  const playhead = document.getElementById("playhead");
  const FILLER_LEAD_S = 1;
  const BACK_S = 3;
  let now = null;
  let stopAt = Infinity;
  let visited = null;

  function play(from, until) {
    sound.currentTime = Math.max(0, from);
    stopAt = until;
    show();
    sound.play();
  }

  function show() {
    const at = sound.currentTime;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= at + 0.02) low = middle + 1; else high = middle;
    }
    const word = low ? words[low - 1] : null;
    const lit = at > 0 && word && at <= Number(word.dataset.end) + 0.3 ? word : null;
    if (lit !== now) {
      if (now) now.classList.remove("now");
      if (lit) lit.classList.add("now");
      now = lit;
    }
    if (timeline) {
      const x = (at / Number(timeline.dataset.seconds)) * timeline.viewBox.baseVal.width;
      playhead.setAttribute("transform", `translate(${x} 0)`);
    }
    if (at >= stopAt) {
      stopAt = Infinity;
      sound.pause();
    }
  }

  function follow() {
    show();
    if (!sound.paused) requestAnimationFrame(follow);
  }

  function toFiller(step) {
    // While the lead of a filler plays, that filler is where one is.
    const at = sound.currentTime;
    const inLead = visited !== null && at >= visited - FILLER_LEAD_S - 0.1 && at <= visited + 0.1;
    const from = inLead ? visited : at;
    const others = fillers.filter((one) => (Number(one.dataset.t) - from) * step > 0.01);
    const target = step > 0 ? others[0] : others[others.length - 1];
    if (!target) return;
    target.focus();
    visit(target);
  }

  function visit(filler) {
    visited = Number(filler.dataset.t);
    play(visited - FILLER_LEAD_S, Infinity);
  }

  document.addEventListener("click", (event) => {
    const part = event.target.closest("[data-t]");
    if (part) {
      const isClip = part.classList.contains("play");
      if (part.hasAttribute("data-filler")) visit(part);
      else play(Number(part.dataset.t), isClip ? Number(part.dataset.end) : Infinity);
    } else if (timeline && timeline.contains(event.target)) {
      const box = timeline.getBoundingClientRect();
      play(((event.clientX - box.left) / box.width) * Number(timeline.dataset.seconds), Infinity);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onControl = event.target.closest("button, audio");
    if (event.key === " " && !onControl) {
      stopAt = Infinity;
      if (sound.paused) sound.play(); else sound.pause();
    } else if (event.key === "n") {
      toFiller(1);
    } else if (event.key === "p") {
      toFiller(-1);
    } else if (event.key === "ArrowLeft" && event.target !== sound && !event.target.closest(".scroll")) {
      sound.currentTime = Math.max(0, sound.currentTime - BACK_S);
    } else {
      return;
    }
    event.preventDefault();
  });

  sound.addEventListener("play", follow);
  sound.addEventListener("seeked", show);
  show();
})();
