/**
 * Making a passkey (I6; WebAuthn L3 §5.1): the browser is asked when the form is sent, and the form then carries what it
 * made. What is created is for the server alone; nothing is kept or shown here.
 */
export const passkeyCreationScript = `(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  // Said with a code: this browser can keep one.
  for (const field of document.querySelectorAll('[data-platform]')) {
    const ask = PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable?.();
    if (ask) ask.then((can) => { if (can) field.value = field.dataset.platform; }, () => {});
  }

  // The device offers no passkey that was removed or blocked (WebAuthn L3 §5.1.10).
  for (const place of document.querySelectorAll('[data-accepted-passkeys]')) {
    PublicKeyCredential.signalAllAcceptedCredentials?.(JSON.parse(place.dataset.acceptedPasskeys)).catch(() => {});
  }

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
  const asked = (options) => ({
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: (options.excludeCredentials || []).map((one) => ({ ...one, id: bytes(one.id) })),
  });
  const made = ({ id, rawId, type, response }) => JSON.stringify({
    id, rawId: text(rawId), type,
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports ? response.getTransports() : [],
    },
  });
  const FAILURES = {
    NotAllowedError: 'cancelled', AbortError: 'cancelled', InvalidStateError: 'registered',
    NotSupportedError: 'unsupported', ConstraintError: 'unsupported',
  };

  for (const form of document.querySelectorAll('[data-passkey-creation]')) {
    form.previousElementSibling.hidden = true;
    form.hidden = false;
    let state = 'idle';
    form.addEventListener('submit', async (event) => {
      if (state === 'sending') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (state === 'asking') return;
      state = 'asking';
      form.elements.passkey.value = form.elements.failure.value = '';
      try {
        const publicKey = asked(JSON.parse(form.dataset.passkeyCreation));
        form.elements.passkey.value = made(await navigator.credentials.create({ publicKey }));
      } catch (error) {
        form.elements.failure.value = FAILURES[error.name] || 'failed';
      }
      state = 'sending';
      form.requestSubmit(event.submitter);
    }, true);
    addEventListener('pageshow', (event) => { if (event.persisted) state = 'idle'; });
  }
})();
`;
