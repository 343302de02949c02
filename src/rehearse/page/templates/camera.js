// The camera of this page: a mirror, off until it is asked for, and the video of an answer where that is wanted.

const PICTURE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30, max: 30 } };
// What is quickest to code comes first: Chromium's VP8 takes most of a processor, and so loses every other picture.
const KINDS = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm", "video/mp4"];
const BITS_PER_SECOND = { vp9: 500000, other: 700000 }; // some 5 MB a minute: Chromium's VP9 takes more than it is given
const PIECE_MS = 500;
const PIECE_BYTES = 32 * 1024;
const REMEMBERED = "rehearse-camera"; // until the tab is closed: "on", or "kept" where the video is too
const WHY = {
  NotAllowedError: "The camera is not allowed here. Allow it with the icon beside the address, then try again.",
  NotFoundError: "No camera was found. Connect one, then try again.",
  NotReadableError: "Another program holds the camera. Close it, then try again.",
};
const WENT_AWAY = {
  filming: "The camera went away. Your answer goes on, and the video so far is kept.",
  recording: "The camera went away. Your answer goes on.",
  before: "The camera went away. Connect it again, then press See yourself.",
};
const root = document.body.dataset.root;
const byId = (id) => document.getElementById(id);
let stream = null;
let isFilming = false;

function say(words) {
  byId("camera-problem").textContent = words;
  byId("camera-problem").hidden = !words;
}

function show() {
  byId("camera").hidden = !stream;
  byId("see").hidden = Boolean(stream);
  byId("mirror").srcObject = stream;
}

function remember() {
  if (stream) sessionStorage.setItem(REMEMBERED, byId("films").checked ? "kept" : "on");
  else sessionStorage.removeItem(REMEMBERED);
}

async function turnOn() {
  say("");
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: PICTURE });
  } catch (error) {
    say(WHY[error.name] ?? `The camera cannot be opened (${error.message}). Try again.`);
    sessionStorage.removeItem(REMEMBERED);
    return;
  }
  stream.getVideoTracks()[0].addEventListener("ended", () => {
    say(WENT_AWAY[isFilming ? "filming" : byId("recording").hidden ? "before" : "recording"]);
    turnOff();
  });
  show();
  remember();
  byId("mirror").play().catch(() => {});
}

function turnOff() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  show();
  remember();
}

// The video of an answer whose sound has been recorded for `laterS()` seconds by now; null where none is wanted.
export function film(laterS) {
  const type = window.MediaRecorder && KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
  if (!stream || !byId("films").checked) return null;
  if (!type) {
    say("This browser cannot keep a video. The sound is kept all the same.");
    return null;
  }
  const bits = BITS_PER_SECOND[type.includes("vp9") ? "vp9" : "other"];
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: bits });
  const socket = new WebSocket(`ws://${location.host}${root}film`);
  const opened = new Promise((resolve) => { socket.addEventListener("open", resolve); });
  socket.addEventListener("message", (event) => say(JSON.parse(event.data).says));
  socket.addEventListener("close", () => { if (recorder.state !== "inactive") recorder.stop(); });
  let sent = opened; // pieces go one after another
  const send = (bytes) => { if (socket.readyState === WebSocket.OPEN) socket.send(bytes); };
  recorder.addEventListener("start", () => {
    const begin = JSON.stringify({ is: "begin", type, later_s: laterS() });
    sent = sent.then(() => send(begin));
  });
  recorder.addEventListener("dataavailable", ({ data }) => {
    sent = sent.then(() => data.arrayBuffer()).then((whole) => {
      for (let at = 0; at < whole.byteLength; at += PIECE_BYTES) send(whole.slice(at, at + PIECE_BYTES));
    });
  });
  recorder.addEventListener("stop", () => { sent.then(() => socket.close()); });
  recorder.start(PIECE_MS);
  isFilming = true;
  const end = () => {
    isFilming = false;
    if (recorder.state !== "inactive") recorder.stop();
  };
  return { end };
}

byId("see").addEventListener("click", turnOn);
byId("unsee").addEventListener("click", () => {
  say("");
  turnOff();
  byId("see").focus();
});
byId("films").addEventListener("change", remember);
addEventListener("pagehide", () => {
  const kept = sessionStorage.getItem(REMEMBERED);
  turnOff();
  if (kept) sessionStorage.setItem(REMEMBERED, kept);
});
const before = sessionStorage.getItem(REMEMBERED);
byId("films").checked = before === "kept";
byId("see").disabled = false; // a press before now would have been lost
if (before) turnOn();
