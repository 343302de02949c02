"use strict";
// One take: until `signal` says that another is shown.
function startTake(signal) {
  const LEAD_S = 1;
  const APART_S = 0.15; // so far may a video be from its sound
  const SKIP_S = 3;
  const SPEEDS = [1, 1.25, 1.5, 2, 0.75];
  const byId = (id) => document.getElementById(id);
  const on = (target, kind, act, more = {}) => target?.addEventListener(kind, act, { signal, ...more });

  on(byId("print"), "click", () => print());

  // Notes: a file of their own, and never lost by a click.
  function keepNotes(notes) {
    let saved = "";
    on(byId("save"), "click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([notes.value], { type: "text/plain" }));
      link.download = notes.dataset.file;
      link.click();
      URL.revokeObjectURL(link.href);
      saved = notes.value;
      byId("notes-hint").textContent = `Saved as ${link.download}.`;
    });
    on(window, "beforeunload", (event) => {
      if (notes.value !== saved) event.preventDefault();
    });
  }

  if (byId("notes")) keepNotes(byId("notes"));

  const sound = byId("sound");
  if (!sound) return;
  const text = byId("text");
  const all = [...text.querySelectorAll("[data-t]")];
  const said = all.filter((one) => !one.matches(".clip, .gap"));
  const starts = said.map(startOf);
  const fillers = all.filter((one) => "filler" in one.dataset);
  const gaps = all.filter((one) => "gap" in one.dataset);
  const wave = byId("wave");
  const playhead = byId("playhead");
  const length = Number(wave.dataset.seconds);
  let stopAt = Infinity; // where a clip ends
  let heading = null; // the filler or pause that was jumped to, while its lead plays
  let following = true;
  let lit = null;
  let stop = null; // the one element of the text that Tab reaches

  function startOf(one) {
    return Number(one.dataset.t);
  }

  function clock(seconds) {
    const whole = Math.floor(seconds);
    const rest = [Math.floor(whole / 60) % 60, whole % 60];
    const hours = Math.floor(whole / 3600);
    return [...(hours ? [hours] : []), ...rest].map((part, at) => (at ? String(part).padStart(2, "0") : part)).join(":");
  }

  function jump(to, { until = Infinity, at = null, from = null } = {}) {
    stopAt = until;
    heading = at;
    following = !from || text.contains(from); // the text does not pull away what was clicked beside it
    sound.currentTime = Math.min(Math.max(0, to), length);
    show();
    sound.play();
  }

  function toggle() {
    stopAt = Infinity;
    following = true;
    if (sound.paused) sound.play();
    else sound.pause();
  }

  // Everything with a time is played by what it is.
  function play(one) {
    const start = startOf(one);
    if (one.matches(".clip")) jump(start, { until: Number(one.dataset.end), from: one });
    else if (["filler", "gap", "lead"].some((kind) => kind in one.dataset)) jump(start - LEAD_S, { at: start, from: one });
    else jump(start, { from: one });
    if (text.contains(one)) arriveAt(one);
  }

  function next(stops, step, what) {
    const now = sound.currentTime;
    const from = heading !== null && now <= heading + 0.1 ? heading : now;
    const others = stops.filter((one) => (startOf(one) - from) * step > 0.01);
    const target = step > 0 ? others[0] : others.at(-1);
    byId("told").textContent = target ? "" : `No ${what} ${step > 0 ? "after" : "before"} this.`;
    if (!target) return;
    arriveAt(target);
    target.focus({ preventScroll: true });
    jump(startOf(target) - LEAD_S, { at: startOf(target) });
    target.scrollIntoView({ block: "nearest" });
  }

  // One stop for Tab in the whole text; arrows walk in it.
  function arriveAt(one) {
    if (stop) {
      stop.tabIndex = -1;
      if (stop.tagName === "SPAN") stop.removeAttribute("role");
    }
    stop = one;
    stop.tabIndex = 0;
    if (stop.tagName === "SPAN") stop.setAttribute("role", "button");
  }

  function walk(to) {
    if (!all[to]) return;
    arriveAt(all[to]);
    stop.focus();
  }

  function show() {
    const at = sound.currentTime;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= at + 0.02) low = middle + 1;
      else high = middle;
    }
    const word = low ? said[low - 1] : null;
    const now = at > 0 && word && at <= Number(word.dataset.end) + 0.3 ? word : null;
    if (now !== lit) {
      if (lit) lit.classList.remove("now");
      if (now) now.classList.add("now");
      if (now && following && !sound.paused) now.scrollIntoView({ block: "nearest" });
      lit = now;
    }
    const across = `${(100 * Math.min(at, length)) / length}%`;
    playhead.setAttribute("x1", across);
    playhead.setAttribute("x2", across);
    if (byId("clock").textContent !== clock(at)) {
      byId("clock").textContent = clock(at);
      wave.setAttribute("aria-valuenow", at.toFixed(1));
      wave.setAttribute("aria-valuetext", `${clock(at)} of ${clock(length)}`);
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

  function showState() {
    byId("play").textContent = sound.paused ? "▶" : "❚❚";
    byId("play").setAttribute("aria-label", sound.paused ? "Play" : "Stop");
  }

  function seek(event) {
    const box = wave.getBoundingClientRect();
    jump(((event.clientX - box.left) / box.width) * length);
  }

  on(document, "click", (event) => {
    const one = event.target.closest("[data-t]");
    if (one) play(one);
  });
  on(byId("play"), "click", toggle);
  on(byId("play-all"), "click", () => jump(0));
  on(byId("next-filler"), "click", () => next(fillers, 1, "filler"));
  on(byId("next-pause"), "click", () => next(gaps, 1, "pause"));
  on(byId("speed"), "click", () => {
    sound.playbackRate = SPEEDS[(SPEEDS.indexOf(sound.playbackRate) + 1) % SPEEDS.length];
    byId("speed").textContent = `${sound.playbackRate}×`;
    byId("speed").setAttribute("aria-label", `Speed ${sound.playbackRate}`);
  });
  on(wave, "pointerdown", (event) => {
    wave.setPointerCapture(event.pointerId);
    seek(event);
  });
  on(wave, "pointermove", (event) => {
    if (wave.hasPointerCapture(event.pointerId)) seek(event);
  });
  for (const scrolled of ["wheel", "touchmove"]) {
    on(window, scrolled, () => { following = false; }, { passive: true });
  }

  const isTyping = (event) => event.target.matches("input, select, textarea");
  const keys = {
    " ": () => toggle(),
    n: () => next(fillers, 1, "filler"),
    p: () => next(fillers, -1, "filler"),
    g: () => next(gaps, 1, "pause"),
    ArrowLeft: () => skip(-1),
    ArrowRight: () => skip(1),
    Home: () => walk(0),
    End: () => walk(all.length - 1),
    Enter: () => play(stop),
  };

  function skip(step) {
    if (text.contains(document.activeElement)) walk(all.indexOf(stop) + step);
    else {
      heading = null;
      stopAt = Infinity;
      sound.currentTime = Math.min(Math.max(0, sound.currentTime + step * SKIP_S), length);
    }
  }

  on(document, "keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const inText = text.contains(event.target);
    if (["Home", "End"].includes(key) && !inText) return;
    if (key === "Enter" && !(inText && event.target.tagName === "SPAN")) return; // buttons know Enter
    if (!(key in keys)) return;
    event.preventDefault();
    if (!(event.repeat && key === " ")) keys[key]();
  });
  on(document, "keyup", (event) => {
    // Or Firefox presses the button that has the focus, as well as playing.
    if (event.key === " " && !isTyping(event)) event.preventDefault();
  });

  // The video has no sound of its own: it goes where the sound goes.
  function showPicture(picture) {
    const meet = () => { picture.currentTime = sound.currentTime; };
    on(sound, "play", () => { meet(); picture.play().catch(() => {}); });
    on(sound, "pause", () => { picture.pause(); meet(); });
    on(sound, "seeking", meet);
    on(sound, "ratechange", () => { picture.playbackRate = sound.playbackRate; });
    on(sound, "timeupdate", () => { if (Math.abs(picture.currentTime - sound.currentTime) > APART_S) meet(); });
    on(picture, "click", toggle);
    on(byId("look"), "click", () => { byId("look").textContent = "Looking at the picture, some seconds a minute ..."; });
    byId("aside").hidden = !document.pictureInPictureEnabled;
    on(byId("aside"), "click", () => {
      if (document.pictureInPictureElement) document.exitPictureInPicture();
      else picture.requestPictureInPicture().catch(() => {});
    });
  }

  if (byId("picture")) showPicture(byId("picture"));
  on(sound, "play", () => { showState(); follow(); });
  on(sound, "pause", showState);
  on(sound, "seeked", show);
  on(text, "focusin", (event) => {
    if (event.target !== stop && all.includes(event.target)) arriveAt(event.target);
  });
  if (all.length) arriveAt(all[0]);
  signal.addEventListener("abort", () => sound.pause());
  show();
}

if (!document.getElementById("takes")) startTake(new AbortController().signal);
