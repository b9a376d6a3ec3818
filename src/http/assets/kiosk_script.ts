/**
 * A kiosk's pages with JavaScript (I9): asks whether somebody is still there and ends the visit when nobody is; keys that
 * write into the field last chosen; nothing that was typed stays in a page that is left, and none comes back out of the
 * back-forward cache. Nothing is read out or kept.
 */
export const kioskScript = `'use strict';
(() => {
  const dialog = document.getElementById('still-there');
  if (!dialog) return;
  const { idle, warning, end, said } = dialog.dataset;
  const words = document.getElementById('still-there-text');
  let last = Date.now();
  const stay = () => {
    last = Date.now();
    if (dialog.open) dialog.close();
  };
  for (const sign of ['pointerdown', 'keydown', 'input', 'wheel', 'touchstart']) {
    addEventListener(sign, () => { if (!dialog.open) last = Date.now(); }, { capture: true, passive: true });
  }
  dialog.querySelector('button').addEventListener('click', stay);
  // The Escape key is somebody too.
  dialog.addEventListener('cancel', stay);
  const tick = () => {
    const left = Math.ceil(Number(idle) - (Date.now() - last) / 1000);
    if (left <= 0) return location.replace(end);
    if (left <= Number(warning)) {
      words.textContent = said.replace('{seconds}', left);
      if (!dialog.open) dialog.showModal();
    }
    setTimeout(tick, 500);
  };
  tick();

  addEventListener('pageshow', (event) => event.persisted && location.reload());
  addEventListener('pagehide', () => {
    for (const field of document.querySelectorAll('input:not([type=hidden]):not([type=radio]):not([type=checkbox])')) {
      field.value = '';
    }
  });

  const fields = [...document.querySelectorAll('input.digits, input[inputmode=numeric]')];
  const pad = document.getElementById('kiosk-keys');
  if (!pad || fields.length === 0) return;
  const status = pad.querySelector('[role=status]');
  const { into, count } = pad.dataset;
  let field = fields.find(({ value }) => value === '') || fields[0];
  const say = () => {
    const name = document.querySelector('label[for="' + field.id + '"]').textContent;
    const hidden = field.type === 'password' && field.value !== '' ? ' · ' + count.replace('{count}', field.value.length) : '';
    status.textContent = into.replace('{field}', name) + hidden;
    for (const key of pad.querySelectorAll('[data-key=A], [data-key=B]')) key.hidden = field.inputMode === 'numeric';
    for (const each of fields) each.classList.toggle('keyed', each === field);
  };
  for (const each of fields) {
    each.addEventListener('focus', () => { field = each; say(); });
    each.addEventListener('input', say);
  }
  for (const key of pad.querySelectorAll('[data-key]')) {
    const name = key.dataset.key;
    key.addEventListener('click', () => {
      const { value, maxLength } = field;
      if (name === 'clear') field.value = '';
      else if (name === 'delete') field.value = value.trimEnd().slice(0, -1);
      else if (maxLength < 0 || value.length < maxLength) field.value = value + name;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }
  pad.hidden = false;
  document.body.classList.add('with-keys');
  say();
})();
`;
