import { availableParallelism } from 'node:os';
import { expect, test } from '@jest/globals';
import { environmentSchema } from '../../src/config/environment.js';

const read = (WORKERS?: string) => environmentSchema.safeParse(WORKERS === undefined ? {} : { WORKERS });

test('O2 one process unless told, a number of them, or one a core', () => {
  expect(read().data?.WORKERS).toBe(1);
  expect(read('3').data?.WORKERS).toBe(3);
  expect(read('auto').data?.WORKERS).toBe(availableParallelism());
});

test.each(['0', '-1', '65', '1.5', 'many'])('O2 WORKERS=%s is refused', (value) => {
  expect(read(value).success).toBe(false);
});
