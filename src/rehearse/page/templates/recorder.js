"use strict";
// Runs beside the page: gathers what the microphone gives to blocks of 16-bit samples.
const BLOCK = 2048;

class Recorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Int16Array(BLOCK);
    this.filled = 0;
    this.ended = false;
    this.port.onmessage = () => {
      this.send();
      this.ended = true;
      this.port.postMessage("ended");
    };
  }

  send() {
    const block = this.block.slice(0, this.filled);
    this.filled = 0;
    if (block.length) this.port.postMessage(block.buffer, [block.buffer]);
  }

  process([input]) {
    if (this.ended) return false;
    const channel = input[0];
    if (!channel) return true;
    for (const sample of channel) {
      this.block[this.filled] = Math.max(-32768, Math.min(32767, Math.round(sample * 32767)));
      this.filled += 1;
      if (this.filled === BLOCK) this.send();
    }
    return true;
  }
}

registerProcessor("recorder", Recorder);
