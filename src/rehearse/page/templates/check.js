// Whether the microphone works, heard in this page alone: nothing is sent or kept.
import { openMicrophone, why } from "./microphone.js";

const FULL = 32768;
const LISTENS_S = 3;
const LOUD = 0.99;
const FLOOR_DB = -60;
const NOTHING = "I hear nothing at all. Unmute the microphone, or choose another one with the icon beside the address.";
const QUIET = "Very quiet. Move closer to the microphone, or turn it up, and try again.";
const TOO_LOUD = "Too loud. Move back a little or turn the microphone down, and try again.";
const root = document.body.dataset.root;
const byId = (id) => document.getElementById(id);

function verdict(peak, loudest) {
  if (peak === 0) return NOTHING;
  if (peak >= LOUD) return TOO_LOUD;
  return loudest < Number(byId("take").dataset.quiet) ? QUIET : "I can hear you. All is well.";
}

byId("try").addEventListener("click", async () => {
  let peak = 0;
  let loudest = -Infinity;
  let microphone = null;
  byId("problem").hidden = true;
  byId("ready").hidden = true;
  byId("trial").hidden = false;
  byId("try").disabled = true;
  byId("arriving").textContent = "Opening the microphone.";

  function heard(block) {
    const samples = new Int16Array(block);
    let sum = 0;
    for (const sample of samples) {
      peak = Math.max(peak, Math.abs(sample) / FULL);
      sum += (sample / FULL) ** 2;
    }
    const db = 10 * Math.log10(sum / samples.length + 1e-12);
    loudest = Math.max(loudest, db);
    byId("level").value = Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
  }

  try {
    microphone = await openMicrophone(root, { heard, gone: () => {} });
    byId("arriving").textContent = "Listening: say a few words.";
    await new Promise((resolve) => { setTimeout(resolve, LISTENS_S * 1000); });
    byId("arriving").textContent = verdict(peak, loudest);
    byId("ready").hidden = peak === 0;
  } catch (error) {
    byId("trial").hidden = true;
    byId("problem").textContent = why(error);
    byId("problem").hidden = false;
  }
  microphone?.close();
  byId("level").value = 0;
  byId("try").disabled = false;
  byId("try").focus();
});
byId("try").disabled = false; // a press before now would have been lost
