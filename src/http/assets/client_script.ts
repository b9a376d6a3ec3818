/**
 * What a browser with JavaScript gets beside the page, which works without (X1): show or hide the password, the number
 * grouped as it is typed, remaining times that count down, one submission at a time, focus on the error summary, a
 * history that sends nothing again. Words come from the page's `data-` attributes. Nothing here reads a value out of the page, and
 * only the form that carries an answer back to a portal sends itself.
 */
export const clientScript = `'use strict';
(() => {
  const all = (selector) => document.querySelectorAll(selector);

  // What answers a form stands in the history as a plain address, which leads to where the person is: going back or
  // reloading would have the browser ask whether to send the form again, and show an error of its own.
  if (document.body.dataset.answersForm !== undefined) history.replaceState(history.state, '', location.href);

  // Browsers without the autofocus attribute on other elements than fields.
  const summary = document.querySelector('[autofocus]');
  if (summary && document.activeElement !== summary) summary.focus();

  for (const button of all('[data-reveals]')) {
    const field = document.getElementById(button.dataset.reveals);
    const status = document.getElementById(button.dataset.status);
    const set = (shown, said) => {
      field.type = shown ? 'text' : 'password';
      button.textContent = shown ? button.dataset.hide : button.dataset.show;
      status.textContent = said ? (shown ? button.dataset.shown : button.dataset.hidden) : '';
    };
    button.hidden = false;
    button.addEventListener('click', () => set(field.type === 'password', true));
    // Hidden again before it leaves, so that password managers and form history see a password field.
    field.form.addEventListener('submit', () => set(false, false));
  }

  const GROUPS = [1, 3, 5, 7, 10, 13];
  for (const field of all('[data-groups-after]')) {
    const regroup = () => {
      const typed = field.value;
      const before = typed.slice(0, field.selectionStart).replace(/\\s/g, '').length;
      const bare = typed.replace(/\\s/g, '');
      if (!/^\\d{0,5}(\\d|\\d\\d|\\d[ab])?\\d{0,8}$/i.test(bare)) return;
      let grouped = bare;
      if (bare.length > Number(field.dataset.groupsAfter)) {
        grouped = '';
        for (let i = 0; i < bare.length; i++) grouped += (GROUPS.includes(i) ? ' ' : '') + bare[i];
      }
      if (grouped === typed) return;
      field.value = grouped;
      let caret = 0;
      for (let seen = 0; seen < before; caret++) if (grouped[caret] !== ' ') seen++;
      if (document.activeElement === field) field.setSelectionRange(caret, caret);
    };
    field.addEventListener('input', regroup);
    regroup();
  }

  const words = (seconds, data) => {
    const say = (count, unit) => count + '\\u00a0' + data[unit].split('|')[count > 1 ? 1 : 0];
    if (data.countdown === 'left') {
      if (seconds < 60) return data.moment;
      return seconds < 3600 ? say(Math.floor(seconds / 60), 'minute') : say(Math.floor(seconds / 3600), 'hour');
    }
    if (seconds <= 90) return say(seconds, 'second');
    return seconds <= 5400 ? say(Math.ceil(seconds / 60), 'minute') : say(Math.ceil(seconds / 3600), 'hour');
  };
  for (const line of all('[data-countdown]')) {
    const data = line.dataset;
    const status = line.nextElementSibling;
    const end = Date.now() + Number(data.seconds) * 1000;
    const announced = new Set();
    const announce = (key, sentence) => {
      if (announced.has(key)) return;
      announced.add(key);
      status.textContent = sentence;
    };
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      const sentence = seconds === 0 ? data.over : data.sentence.replace('{time}', words(seconds, data));
      if (line.textContent !== sentence) line.textContent = sentence;
      // Said aloud at five minutes, at one minute and at the end: each second or each minute would be noise.
      for (const mark of [300, 60]) {
        if (data.countdown === 'left' && seconds <= mark && Number(data.seconds) > mark) announce(mark, sentence);
      }
      if (seconds > 0) setTimeout(tick, 1000);
      else announce(0, sentence);
    };
    tick();
  }

  // What a browser can judge of a new password as it is typed; the server judges all of it.
  const EASTERN = /[\\u0660-\\u0669\\u06f0-\\u06f9]/g;
  const isEight = (typed) => /^[0-9]{8}$/.test(typed);
  const ofEight = (holds) => (typed) => (isEight(typed) ? holds(typed) : null);
  const isRun = (typed, step) => [...typed].every((digit, i) => i === 0 || (digit - typed[i - 1] + 10) % 10 === step);
  const JUDGED = {
    'eight-digits': isEight,
    'not-one-digit': ofEight((typed) => !/^(.)\\1+$/.test(typed)),
    'not-a-run': ofEight((typed) => !isRun(typed, 1) && !isRun(typed, 9)),
    'ten-characters': (typed) => [...typed].length >= 10 && typed.length <= 256,
    'a-digit': (typed) => /\\p{Nd}/u.test(typed),
    'an-upper-case-letter': (typed) => /\\p{Lu}/u.test(typed),
    'a-lower-case-letter': (typed) => /\\p{Ll}/u.test(typed),
  };
  for (const list of all('[data-judges]')) {
    const data = list.dataset;
    let saying;
    document.getElementById(data.judges).addEventListener('input', (event) => {
      const typed = event.target.value.replace(EASTERN, (digit) => digit.charCodeAt(0) & 15);
      const missing = [];
      for (const rule of list.children) {
        const judge = JUDGED[rule.dataset.rule];
        const isMet = typed === '' || !judge ? null : judge(typed);
        rule.className = isMet === null ? 'unjudged' : isMet ? 'met' : 'not-met';
        rule.lastChild.textContent = ' (' + (isMet === null ? data.unjudged : isMet ? data.met : data.notMet) + ')';
        if (isMet === false) missing.push(rule.firstChild.textContent);
      }
      // Said once the typing pauses: each key would be noise.
      clearTimeout(saying);
      saying = setTimeout(() => {
        const sentence = missing.length > 0 ? data.missing + ' ' + missing.join(', ') : data.formMet;
        list.nextElementSibling.textContent = typed === '' ? '' : sentence;
      }, 1200);
    });
  }

  for (const form of all('[data-sends-itself]')) setTimeout(() => form.requestSubmit());

  const REPEAT_AFTER_MS = 10000;
  for (const form of all('form[method=post]')) {
    let sentAt = 0;
    let restore = () => {};
    form.addEventListener('submit', (event) => {
      if (Date.now() - sentAt < REPEAT_AFTER_MS) return event.preventDefault();
      sentAt = Date.now();
      const button = event.submitter;
      if (!button || !button.dataset.busy) return;
      const label = button.textContent;
      button.textContent = button.dataset.busy;
      button.setAttribute('aria-disabled', 'true');
      restore = () => {
        sentAt = 0;
        button.textContent = label;
        button.removeAttribute('aria-disabled');
      };
      setTimeout(restore, REPEAT_AFTER_MS);
    });
    // A page taken out of the back-forward cache can be sent again.
    addEventListener('pageshow', (event) => event.persisted && restore());
  }
})();
`;
