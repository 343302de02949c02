"use strict";
// Tells the server that a page is open, so that it ends after the last one; and says where it has ended, and which
// answer is kept that was left in the middle.
(() => {
  const RETRY_MS = 2000;
  const TRIES = 3;
  const gone = document.getElementById("gone");
  const left = document.getElementById("left");
  let tries = 0;

  function connect() {
    const socket = new WebSocket(`ws://${location.host}${document.body.dataset.root}here`);
    socket.addEventListener("open", () => {
      tries = 0;
      gone.hidden = true;
    });
    socket.addEventListener("message", (event) => {
      left.querySelector("a").href = `${document.body.dataset.root}takes/${JSON.parse(event.data).take}`;
      left.hidden = false;
    });
    socket.addEventListener("close", () => {
      tries += 1;
      gone.hidden = tries < TRIES;
      setTimeout(connect, RETRY_MS);
    });
  }

  addEventListener("pageshow", (event) => { if (event.persisted) tries = 0; });
  connect();
})();
