/** What `verify` prints as JSON against its schema. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { kernelBytes } from './support.js';

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync(`${root}src/model/schema/verify-1.json`, 'utf8')),
);

async function printed(...options: string[]): Promise<Record<string, unknown>> {
  const files = new Map([['k.btf', kernelBytes('linux-7.3-rc7_s390x.btf')]]);
  return JSON.parse((await runInMemory(['verify', 'k.btf', '--format', 'json', ...options], files)).stdout.toString());
}

it.each([[[]], [['--linux', '6.1']]])('is what the schema says: %j', async (options) => {
  expect(validate(await printed(...options)), JSON.stringify(validate.errors)).toBe(true);
});

it('is refused when a key is missing, new, or of another kind', async () => {
  const good = await printed();
  for (const key of Object.keys(good)) {
    expect(validate({ ...good, [key]: undefined, other: 1 }), key).toBe(false);
    expect(validate({ ...good, [key]: { wrong: 1 } }), key).toBe(false);
  }
});
