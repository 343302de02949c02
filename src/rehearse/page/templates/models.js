// How far the download of a model is; once it is over, the page is made anew.
const EVERY_MS = 1000;
const bar = document.getElementById("fetched");

async function look() {
  const answer = await fetch(`${document.body.dataset.root}models/state`).catch(() => null);
  const now = answer?.ok ? await answer.json() : null;
  if (now && !now.model) {
    location.reload();
    return;
  }
  if (now?.of) {
    bar.max = now.of;
    bar.value = now.done;
  }
  setTimeout(look, EVERY_MS);
}

look();
