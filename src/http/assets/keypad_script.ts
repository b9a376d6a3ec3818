/**
 * The keypad with JavaScript (C5): a key adds its digit to the field and sends nothing. It writes the field it belongs to,
 * and says how many digits stand there; it never reads a digit out.
 */
export const keypadScript = `(() => {
  for (const pad of document.querySelectorAll('[data-keypad]')) {
    const field = document.getElementById(pad.dataset.keypad);
    const status = document.getElementById(pad.dataset.keypad + '-count');
    const counts = status.dataset.counts.split('|');
    const length = Number(pad.dataset.length);
    let kept = Number(pad.dataset.kept);
    const say = () => {
      const count = Math.min(kept + field.value.replace(/\\D/g, '').length, length);
      if (status.textContent !== counts[count]) status.textContent = counts[count];
    };
    const edits = {
      clear: () => '',
      delete: (digits) => digits.slice(0, -1),
    };
    for (const key of pad.querySelectorAll('[data-key]')) {
      key.type = 'button';
      key.addEventListener('click', () => {
        const digits = field.value.replace(/\\D/g, '');
        const name = key.dataset.key;
        // What keys gave before there was a script cannot be taken back one by one.
        if (kept > 0 && edits[name]) {
          pad.querySelector('[type=hidden]').remove();
          field.placeholder = '';
          kept = 0;
          field.value = '';
          return say();
        }
        field.value = edits[name] ? edits[name](digits) : (digits + name).slice(0, length);
        say();
      });
    }
    field.addEventListener('input', say);
    say();
  }
})();
`;
