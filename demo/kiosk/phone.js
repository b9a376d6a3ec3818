// Asks the kiosk's server whether the phone has answered, and shows the page again when something changed.
const shown = document.querySelector('.typed-code').textContent;
const ask = async () => {
  const answer = await fetch('/telephone/etat')
    .then((response) => response.json())
    .catch(() => undefined);
  if (answer && (answer.state !== 'waiting' || answer.code !== shown))
    location.replace(answer.state === 'over' ? '/' : answer.state === 'done' ? '/espace' : '/telephone');
  else setTimeout(ask, 1000);
};
setTimeout(ask, 1000);
