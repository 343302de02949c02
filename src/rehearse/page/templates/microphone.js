// The microphone of this page, as blocks of 16-bit samples, and why there are none.

const ARRIVES_WITHIN_MS = 3000;
const ASKS_WITHIN_MS = 60000;
const ENDS_WITHIN_MS = 2000;
// What a browser makes of a voice for a telephone call would change what is measured.
const UNCHANGED = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
const WHY = {
  NotAllowedError: "The microphone is not allowed here. Allow it with the icon beside the address, then try again.",
  NotFoundError: "No microphone was found. Connect one, then try again.",
  NotReadableError: "Another program holds the microphone. Close it, then try again.",
  UnansweredError: "Your browser asks whether this page may hear you, and waits for an answer. Allow it, then try again.",
  InsecureError: "Your browser lets this address hear nobody. Open the one that rehearse printed when it started; it "
    + "begins with http://127.0.0.1.",
  OldBrowserError: "This browser cannot record here. Use a newer Firefox, Chrome, Edge or Safari.",
  TimeoutError: "Your browser gives no sound from the microphone. Start the browser again. Firefox also needs a "
    + "loudspeaker or headphones.",
};

export function why(error) {
  return WHY[error.name] ?? `The microphone cannot be opened (${error.message}). Try again.`;
}

// Resolves once the first block has come. `heard` gets every block, as an ArrayBuffer; `gone` is called where the
// microphone goes away.
export async function openMicrophone(root, { heard, gone }) {
  if (!isSecureContext) throw new DOMException("not from here", "InsecureError");
  if (!navigator.mediaDevices || !window.AudioWorkletNode) throw new DOMException("too old", "OldBrowserError");
  const asked = navigator.mediaDevices.getUserMedia({ audio: UNCHANGED });
  const stream = await within(ASKS_WITHIN_MS, asked, "UnansweredError").catch((error) => {
    asked.then(stop, () => {}); // or it would listen on where it is allowed later
    throw error;
  });
  // Larger buffers: while words are written down beside it, a browser drops what it cannot pass on in time.
  const context = new AudioContext({ latencyHint: "playback" });
  let ended = () => {};
  const close = () => {
    stop(stream);
    if (context.state !== "closed") context.close();
  };
  try {
    await context.audioWorklet.addModule(`${root}static/recorder.js`);
    const options = { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" };
    const worklet = new AudioWorkletNode(context, "recorder", options);
    const first = new Promise((resolve) => {
      worklet.port.onmessage = ({ data }) => {
        if (data === "ended") ended();
        else heard(data);
        resolve();
      };
    });
    context.createMediaStreamSource(stream).connect(worklet);
    stream.getAudioTracks()[0].addEventListener("ended", gone);
    context.resume();
    // A computer that slept, or a call, suspends it in the middle.
    context.addEventListener("statechange", () => { if (context.state !== "closed") context.resume().catch(() => {}); });
    await within(ARRIVES_WITHIN_MS, first);
    return {
      rateHz: context.sampleRate,
      close,
      // Resolves when the last samples have been given to `heard`, or where the browser has stopped to give any.
      end: () => within(ENDS_WITHIN_MS, new Promise((resolve) => {
        ended = resolve;
        worklet.port.postMessage("end");
      })).catch(() => {}),
    };
  } catch (error) {
    close();
    throw error;
  }
}

function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

function within(ms, promise, otherwise = "TimeoutError") {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new DOMException("nothing came", otherwise)), ms);
  });
  return Promise.race([promise, late]);
}
