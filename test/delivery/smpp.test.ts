/** SMS by SMPP against a real SMPP server that plays the operator (O3): another implementation reads what ours writes. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import smpp, { type Pdu, type Server, type Session } from 'smpp';
import { createSmppDelivery, type SmppDelivery, type SmppOperator } from '../../src/adapters/delivery/smpp_delivery.js';

const PASSWORD = 'smpp-pw1';
const MESSAGE = { channel: 'sms', to: '+33639980001' } as const;

interface Submitted {
  readonly text: string;
  readonly pdu: Pdu;
  readonly header: Buffer | undefined;
}

/** The operator: accepts one user, numbers what it takes, and does as the test says. */
async function openOperator(port = 0) {
  const submitted: Submitted[] = [];
  const binds: string[] = [];
  const farewells: string[] = [];
  let answer: (nth: number) => number | 'silence' = () => 0;
  let session: Session | undefined;
  const server: Server = smpp.createServer((opened) => {
    session = opened;
    opened.on('error', () => {});
    opened.on('bind_transceiver', (pdu: Pdu) => {
      binds.push(String(pdu['system_id']));
      const isKnown = pdu['system_id'] === 'poterne' && pdu['password'] === PASSWORD;
      opened.send(pdu.response({ command_status: isKnown ? 0 : smpp.errors['ESME_RBINDFAIL'] }));
    });
    opened.on('enquire_link', (pdu: Pdu) => opened.send(pdu.response()));
    opened.on('unbind', (pdu: Pdu) => {
      farewells.push('unbind');
      opened.send(pdu.response());
    });
    opened.on('submit_sm', (pdu: Pdu) => {
      const short = pdu['short_message'] as { message: string; udh?: readonly Buffer[] };
      const payload = pdu['message_payload'] as { message: string } | undefined;
      submitted.push({ text: payload?.message ?? short.message, pdu, header: short.udh?.[0] });
      const status = answer(submitted.length);
      if (status === 'silence') return;
      opened.send(pdu.response({ command_status: status, message_id: `op-${submitted.length}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    submitted,
    binds,
    farewells,
    answerWith(next: typeof answer) {
      answer = next;
    },
    receipt(fields: Readonly<Record<string, unknown>>) {
      return new Promise<void>((resolve) => session?.deliver_sm({ esm_class: 4, ...fields }, () => resolve()));
    },
    async close() {
      for (const each of [...server.sessions]) each.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('SMS by SMPP', () => {
  let operator: Awaited<ReturnType<typeof openOperator>>;
  let sms: SmppDelivery;
  const receipts: Array<Parameters<SmppOperator['onReceipt']>[0]> = [];
  const connect = (settings: Partial<SmppOperator> = {}) =>
    createSmppDelivery({
      url: `smpp://poterne:${PASSWORD}@127.0.0.1:${operator.port}`,
      source: 'MonCompte',
      long: 'udh',
      window: 10,
      enquireSeconds: 30,
      timeoutMs: 1_500,
      onReceipt: (receipt) => receipts.push(receipt),
      ...settings,
    });
  beforeEach(async () => {
    receipts.length = 0;
    operator = await openOperator();
    sms = connect();
  });
  afterEach(async () => {
    await sms.close();
    await operator.close();
  });

  test('O3 accents of the 7-bit alphabet arrive as they are, from a name to an international number', async () => {
    const text =
      "482913 : votre code pour vous connecter (Mon Compte). à é è ù É Ç @ € [1] n'est pas un lien\n\n@h #482913";
    expect(await sms.send({ ...MESSAGE, text })).toEqual({ accepted: true, reference: 'op-1' });
    const [one] = operator.submitted;
    expect(one?.text).toBe(text);
    expect(one?.pdu).toMatchObject({
      data_coding: 0,
      destination_addr: '33639980001',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      source_addr: 'MonCompte',
      source_addr_ton: 5,
      source_addr_npi: 0,
      registered_delivery: 1,
    });
  });

  test.each([
    ['ça, un hôtel, être', 8],
    ['Ωmega : Δ', 0],
    ['мой код 🙂', 8],
  ])('O3 « %s » travels in the alphabet of its content', async (text, coding) => {
    await sms.send({ ...MESSAGE, text });
    expect(operator.submitted[0]).toMatchObject({ text, pdu: { data_coding: coding } });
  });

  test.each([
    ['7-bit', `${'é'.repeat(152)}€${'0123456789'.repeat(20)}`, [152, 152, 49]],
    ['UCS-2', `${'ê'.repeat(66)}🙂${'ç'.repeat(60)}`, [66, 62]],
  ])('O3 a long message in %s goes in numbered parts that tear no character', async (_, text, lengths) => {
    expect(await sms.send({ ...MESSAGE, text })).toMatchObject({ accepted: true, reference: `op-${lengths.length}` });
    expect(operator.submitted.map((part) => part.text).join('')).toBe(text);
    expect(operator.submitted.map((part) => part.text.length)).toEqual(lengths);
    const headers = operator.submitted.map(({ header }) => [...(header ?? [])]);
    const [, , reference] = headers[0] ?? [];
    expect(headers).toEqual(lengths.map((_length, index) => [0, 3, reference, lengths.length, index + 1]));
    expect(operator.submitted.every(({ pdu }) => (Number(pdu['esm_class']) & 0x40) !== 0)).toBe(true);
  });

  test('O3 or whole, where the operator splits it', async () => {
    await sms.close();
    sms = connect({ long: 'payload', source: '38015' });
    const text = 'é'.repeat(300);
    expect(await sms.send({ ...MESSAGE, text })).toMatchObject({ accepted: true });
    expect(operator.submitted.map((part) => part.text)).toEqual([text]);
    expect(operator.submitted[0]?.pdu).toMatchObject({ source_addr: '38015', source_addr_ton: 3, source_addr_npi: 0 });
  });

  test('O3 receipts say what became of a message: by their text, or by their fields', async () => {
    await sms.send({ ...MESSAGE, text: 'a' });
    await operator.receipt({ short_message: 'id:op-1 sub:001 dlvrd:001 stat:DELIVRD err:000 text:a' });
    await operator.receipt({ short_message: 'id:op-2 sub:001 dlvrd:000 stat:UNDELIV err:027 text:' });
    await operator.receipt({ short_message: '', receipted_message_id: 'op-3', message_state: 8 });
    await operator.receipt({ short_message: 'id:op-4 stat:ENROUTE err:000' });
    await operator.receipt({ esm_class: 0, short_message: 'STOP' });
    expect(receipts).toEqual([
      { reference: 'op-1', outcome: 'delivered', why: null },
      { reference: 'op-2', outcome: 'undelivered', why: 'UNDELIV 027' },
      { reference: 'op-3', outcome: 'undelivered', why: 'REJECTD' },
    ]);
  });

  test.each([
    ['ESME_RTHROTTLED', false],
    ['ESME_RMSGQFUL', false],
    ['ESME_RINVDSTADR', true],
  ])('O3 %s is told as the reason, without number or text', async (name, isAboutMessage) => {
    operator.answerWith(() => smpp.errors[name] ?? 0);
    const answer = await sms.send({ ...MESSAGE, text: '482913' });
    expect(answer).toEqual({ accepted: false, why: `smpp ${name}`, ...(isAboutMessage ? { isAboutMessage } : {}) });
  });

  test('O3 a part that is refused refuses the whole', async () => {
    operator.answerWith((nth) => (nth === 2 ? (smpp.errors['ESME_RSYSERR'] ?? 0) : 0));
    expect(await sms.send({ ...MESSAGE, text: 'a'.repeat(400) })).toEqual({
      accepted: false,
      why: 'smpp ESME_RSYSERR',
    });
  });

  test('O3 a silent operator is given up, and the window lets no more than it holds wait for it', async () => {
    await sms.close();
    sms = connect({ window: 3, timeoutMs: 400 });
    operator.answerWith(() => 'silence');
    const sent = Promise.all(Array.from({ length: 5 }, () => sms.send({ ...MESSAGE, text: 'a' })));
    const [first] = await Promise.all([sms.send({ ...MESSAGE, text: 'b' }), sent]);
    expect(first).toEqual({ accepted: false, why: 'smpp timeout' });
    expect(operator.submitted.length).toBe(6);
  });

  test('O3 a line that breaks is told at once, and bound again', async () => {
    await sms.send({ ...MESSAGE, text: 'a' });
    operator.answerWith(() => 'silence');
    const waiting = sms.send({ ...MESSAGE, text: 'b' });
    while (operator.submitted.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const { port } = operator;
    await operator.close();
    expect(await waiting).toEqual({ accepted: false, why: 'smpp closed' });
    expect(await sms.send({ ...MESSAGE, text: 'c' })).toMatchObject({ accepted: false });
    operator = await openOperator(port);
    while (operator.binds.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await sms.send({ ...MESSAGE, text: 'd' })).toMatchObject({ accepted: true });
  });

  test('O3 wrong credentials are told, and the password in no reason', async () => {
    await sms.close();
    sms = connect({ url: `smpp://poterne:wrong-pw@127.0.0.1:${operator.port}` });
    const answer = await sms.send({ ...MESSAGE, text: 'a' });
    expect(answer).toEqual({ accepted: false, why: 'smpp bind refused ESME_RBINDFAIL' });
  });

  test('O3 closing unbinds', async () => {
    await sms.send({ ...MESSAGE, text: 'a' });
    await sms.close();
    expect(operator.farewells).toEqual(['unbind']);
  });
});
