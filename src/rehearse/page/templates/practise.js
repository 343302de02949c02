// An answer: the microphone to the server block by block, what is heard of it to the page, and on to the report.
import { film } from "./camera.js";
import { openMicrophone, why } from "./microphone.js";

const CUT_OFF = "The connection to rehearse broke off. What you said until then is kept: look under Takes.";
const WENT_AWAY = "The microphone went away. What you said until then is kept. Connect it again for the next take.";
const NO_SOUND = "Your browser gives no sound any more. Perhaps the computer slept. Press Done: what you said is kept.";
const NO_ANSWER = "rehearse does not answer. Is it still running where you started it? What you said so far is kept.";
const WATCHED_EVERY_MS = 500;
const SILENT_AFTER_MS = 3000;
const ANSWERS_WITHIN_MS = 10000;
const root = document.body.dataset.root;
const byId = (id) => document.getElementById(id);
const take = byId("take");
let taking = null; // the answer that is being given

function show(state) {
  const hadFocus = byId("recording").contains(document.activeElement);
  for (const one of ["before", "recording", "hearing"]) byId(one).hidden = one !== state;
  if (state === "hearing" && hadFocus) byId("hearing").focus(); // Done is gone, and a screen reader would say nothing
  byId("films").disabled = state !== "before";
  byId("choosing")?.toggleAttribute("hidden", state !== "before");
}

// Only what is new: a screen reader would read it ten times a second.
function say(where, words) {
  if (byId(where).textContent !== words) byId(where).textContent = words;
}

function complain(words, kept = null) {
  taking?.close();
  taking = null;
  show("before");
  byId("problem").textContent = words;
  byId("problem").hidden = false;
  byId("kept").hidden = kept === null;
  if (kept !== null) byId("kept").querySelector("a").href = `${root}takes/${kept}`;
  byId("record").focus();
}

class Taking {
  constructor() {
    this.waiting = [];
    this.socket = null;
    this.microphone = null;
    this.isOver = false;
    this.heardAt = this.toldAt = this.watching = this.samples = 0;
    this.film = undefined; // until the take is begun
    this.problem = ""; // that its words cannot be written down
    this.says = ""; // why it ended
  }

  async open() {
    this.microphone = await openMicrophone(root, { heard: (block) => this.heard(block), gone: () => this.finish(WENT_AWAY) });
    if (this.isOver) {
      this.microphone.close();
      return;
    }
    const begin = {
      is: "begin",
      question: take.dataset.question,
      own: take.dataset.own,
      follow_up: take.dataset.followUp === "yes",
      follows: take.dataset.follows ? Number(take.dataset.follows) : null,
      drill: take.dataset.drill || null,
      rate_hz: this.microphone.rateHz,
    };
    this.heardAt = this.toldAt = Date.now();
    this.watching = setInterval(() => this.watch(), WATCHED_EVERY_MS);
    this.waiting.unshift(JSON.stringify(begin));
    this.socket = new WebSocket(`ws://${location.host}${root}record`);
    this.socket.binaryType = "arraybuffer";
    this.socket.addEventListener("open", () => this.pass());
    this.socket.addEventListener("message", (event) => this.told(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => { if (taking === this) complain(CUT_OFF); });
  }

  heard(block) {
    this.heardAt = Date.now();
    this.samples += block.byteLength / 2;
    this.send(block);
  }

  send(one) {
    this.waiting.push(one);
    this.pass();
  }

  isSilent() {
    return Date.now() - this.heardAt > SILENT_AFTER_MS;
  }

  // Says it where nothing comes any more, from the microphone or from rehearse, as long as that is so.
  watch() {
    const isAlone = Date.now() - this.toldAt > ANSWERS_WITHIN_MS;
    const trouble = this.isSilent() ? NO_SOUND : isAlone ? NO_ANSWER : this.problem;
    say("trouble", this.isOver ? "" : trouble);
    byId("trouble").hidden = this.isOver || !trouble;
  }

  pass() {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    for (const one of this.waiting.splice(0)) this.socket.send(one);
  }

  told(now) {
    if (taking !== this) return;
    this.toldAt = Date.now();
    if (now.is === "recording" && !this.isOver) {
      this.film ??= film(() => this.samples / this.microphone.rateHz) ?? { end: () => {} };
      byId("clock").textContent = now.clock;
      say("time", now.time);
      byId("passed").value = now.seconds;
      byId("level").value = this.isSilent() ? 0 : now.level;
      say("arriving", this.isSilent() ? "" : now.arriving);
      this.problem = now.problem;
    } else if (now.is === "hearing") {
      this.isOver = true; // at the limit it ends by itself
      this.film?.end();
      this.microphone.close();
      show("hearing");
      say("doing", now.says);
      if (now.words) say("words", now.words);
      if (now.of) {
        byId("written").max = now.of;
        byId("written").value = now.done;
      }
    } else if (now.is === "done") {
      const says = now.says || this.says;
      if (says) {
        complain(says, now.take);
        return;
      }
      taking = null;
      this.close();
      const report = `${root}takes/${now.take}${byId("listens")?.checked ? "/listen" : ""}`;
      location.assign(take.dataset.then ? `${root}${take.dataset.then}${now.take}` : report);
    } else if (now.is === "nothing" || now.is === "problem") {
      complain(now.says, now.take ?? null);
    }
  }

  async finish(says = "") {
    if (this.isOver) return;
    this.isOver = true;
    if (!this.socket) {
      complain("Nothing was recorded.");
      return;
    }
    this.says = says;
    this.film?.end();
    show("hearing");
    await this.microphone.end();
    this.microphone.close();
    this.send(JSON.stringify({ is: "stop" }));
  }

  close() {
    this.isOver = true;
    clearInterval(this.watching);
    this.film?.end();
    this.microphone?.close();
    this.socket?.close();
  }
}

byId("record").addEventListener("click", async () => {
  byId("problem").hidden = true;
  byId("kept").hidden = true;
  byId("arriving").textContent = "Opening the microphone.";
  byId("trouble").hidden = true;
  byId("words").textContent = "";
  show("recording");
  byId("done").focus();
  const mine = new Taking();
  taking = mine;
  try {
    await mine.open();
  } catch (error) {
    if (taking === mine) complain(why(error));
  }
});
byId("done").addEventListener("click", () => taking?.finish());
byId("record").disabled = false; // a press before now would have been lost
addEventListener("beforeunload", (event) => { if (taking && !taking.isOver) event.preventDefault(); });
// The browser may keep the page as it is, and show it again.
addEventListener("pagehide", () => {
  taking?.close();
  taking = null;
  show("before");
});

// Time to think, where it is given; the recording waits for its button all the same.
const think = byId("think");
if (think) {
  const ends = Date.now() + 1000 * Number(think.dataset.seconds);
  const ticking = setInterval(() => {
    const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    think.textContent = left ? `0:${String(left).padStart(2, "0")}` : "is over. Begin when you are ready.";
    if (!left) clearInterval(ticking);
  }, 250);
}
