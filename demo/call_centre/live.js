// Looks every two seconds what became of the call; without script the page reloads itself instead.
const INTERVAL_MS = 2000;

async function refresh() {
  const shown = document.getElementById('call');
  if (shown === null || shown.dataset.state !== 'waiting' || document.hidden) return;
  const answer = await fetch(location.href, { credentials: 'same-origin' });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('call');
  if (fresh === null || fresh.dataset.state === shown.dataset.state) return;
  shown.replaceChildren(...fresh.childNodes);
  shown.dataset.state = fresh.dataset.state;
}

setInterval(() => refresh().catch(() => {}), INTERVAL_MS);
document.addEventListener('visibilitychange', () => refresh().catch(() => {}));
