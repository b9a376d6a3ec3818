// Plays a call: the browser's own voice reads the text, slowly, in its language, with a pause after each digit and line.
// Without a voice, or without script, the text stands there to be read.
const RATE = 0.8;
const AFTER_DIGIT_MS = 600;
const AFTER_LINE_MS = 900;
let current = null;

function hangUp() {
  if (current === null) return;
  clearTimeout(current.timer);
  speechSynthesis.cancel();
  current.button.textContent = current.button.dataset.pickUp;
  current = null;
}

/** One digit or one sentence at a time: a comma alone is too short a pause to write a digit down. */
function pieces(text) {
  return text.split('\n').flatMap((line) => {
    const said = line.split(/(?<=\d), (?=\d)/);
    return said.map((words, index) => ({ words, pause: index < said.length - 1 ? AFTER_DIGIT_MS : AFTER_LINE_MS }));
  });
}

function say(call, left) {
  const [piece, ...rest] = left;
  if (current !== call) return;
  if (piece === undefined) return hangUp();
  const utterance = new SpeechSynthesisUtterance(piece.words);
  utterance.lang = call.language;
  utterance.rate = RATE;
  utterance.onend = () => {
    call.timer = setTimeout(() => say(call, rest), piece.pause);
  };
  utterance.onerror = () => current === call && hangUp();
  speechSynthesis.speak(utterance);
}

function pickUp(button) {
  const words = button.closest('.call').querySelector('blockquote');
  hangUp();
  current = { button, language: words.lang || 'fr-FR', timer: 0 };
  button.textContent = button.dataset.hangUp;
  say(current, pieces(words.textContent));
}

function offer() {
  for (const button of document.querySelectorAll('.pick-up[hidden]')) button.hidden = false;
}

if ('speechSynthesis' in globalThis) {
  offer();
  // live.js replaces the list when something arrives
  new MutationObserver(offer).observe(document.getElementById('list'), { childList: true });
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('.pick-up') : null;
    if (button === null) return;
    if (current?.button === button) hangUp();
    else pickUp(button);
  });
  addEventListener('pagehide', hangUp);
}
