/**
 * Asking for a passkey (I6; WebAuthn L3 §5.1.4): by the button, and where the browser can in the field that it fills. A
 * challenge lives five minutes: one that waits in the field is replaced before. What is signed is for the server alone.
 */
export const passkeyRequestScript = `(() => {
  const Passkey = window.PublicKeyCredential;
  if (!Passkey || !navigator.credentials || !window.isSecureContext) return;

  // One that was removed here: the browser need not offer it again (WebAuthn L3 §5.1.10).
  const unknown = document.querySelector('[data-unknown-passkey]');
  if (unknown && Passkey.signalUnknownCredential) {
    Passkey.signalUnknownCredential(JSON.parse(unknown.dataset.unknownPasskey)).catch(() => {});
  }

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
  const asked = (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: (options.allowCredentials || []).map((one) => ({ ...one, id: bytes(one.id) })),
  });
  const signed = ({ id, rawId, type, response }) => JSON.stringify({
    id, rawId: text(rawId), type,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  });
  const RENEWED_MS = 240000;
  const ROUNDS = 14;

  for (const place of document.querySelectorAll('[data-passkey-request]')) {
    const form = place.querySelector('form');
    const said = place.querySelector('[role=alert]');
    let waiting;
    let renewal;
    let isSent = false;
    const options = async (isWished) => {
      const body = new URLSearchParams({ csrf: form.elements.csrf.value });
      const answer = await fetch(place.dataset.passkeyRequest, { method: 'POST', body });
      if (answer.ok && /json/.test(answer.headers.get('content-type'))) return asked(await answer.json());
      // The step has moved on, in another tab perhaps: its own page says so to whoever pressed.
      if (answer.ok && isWished) location.reload();
      throw new Error();
    };
    const stop = () => {
      clearTimeout(renewal);
      if (waiting) waiting.abort();
      waiting = undefined;
    };
    const ask = async (mediation) => {
      stop();
      const own = waiting = new AbortController();
      const publicKey = await options(!mediation);
      if (own.signal.aborted) return;
      const credential = await navigator.credentials.get({ publicKey, signal: own.signal, ...(mediation ? { mediation } : {}) });
      if (!credential || isSent) return;
      isSent = true;
      form.elements.passkey.value = signed(credential);
      form.submit();
    };
    const inField = async (rounds) => {
      if (rounds === 0 || isSent) return;
      const asking = ask('conditional');
      renewal = setTimeout(() => inField(rounds - 1), RENEWED_MS);
      try { await asking; } catch { }
    };
    const autofills = async () => {
      if (!('autofill' in place.dataset) || !Passkey.isConditionalMediationAvailable) return false;
      try { return await Passkey.isConditionalMediationAvailable(); } catch { return false; }
    };

    const without = place.previousElementSibling;
    if (without && 'withoutPasskeys' in without.dataset) without.hidden = true;
    for (const word of document.querySelectorAll('[data-with-passkeys]')) word.hidden = false;
    place.hidden = false;
    const ready = autofills();
    ready.then((can) => can && inField(ROUNDS));
    place.querySelector('button').addEventListener('click', async (event) => {
      const button = event.currentTarget;
      if (isSent || button.getAttribute('aria-disabled')) return;
      button.setAttribute('aria-disabled', 'true');
      said.textContent = '';
      try {
        await ask();
      } catch (error) {
        const isCancelled = error.name === 'NotAllowedError' || error.name === 'AbortError';
        said.textContent = isCancelled ? said.dataset.cancelled : said.dataset.failed;
        if (await ready) inField(ROUNDS);
      }
      button.removeAttribute('aria-disabled');
    });
    // A page out of the back-forward cache may ask again.
    addEventListener('pageshow', (event) => { if (event.persisted) isSent = false; });
  }
})();
`;
