// Keeps the list current: asks for this same page every two seconds and replaces the list when something changed.
// Without script the page reloads itself instead; with `?paused=1` neither happens.
const INTERVAL_MS = 2000;
const list = document.getElementById('list');

async function refresh() {
  if (list === null || document.hidden) return;
  const answer = await fetch(location.href, { credentials: 'same-origin' });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('list');
  if (fresh === null || fresh.dataset.revision === list.dataset.revision) return;
  // a selection in progress (somebody copying a code) must not be torn away
  if (!document.getSelection()?.isCollapsed && list.contains(document.getSelection()?.anchorNode ?? null)) return;
  list.dataset.revision = fresh.dataset.revision;
  list.replaceChildren(...fresh.childNodes);
}

setInterval(() => refresh().catch(() => {}), INTERVAL_MS);
document.addEventListener('visibilitychange', () => refresh().catch(() => {}));
