/** Very many functions of one machine: each is compared by itself, in a time and memory that grow with their number. */
import { expect, test } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.js';
import { decodeBlock } from '../../src/decode/decode-block.js';
import { pairBlocks } from '../../src/diff/pair/pair.js';
import { factWith, makeFacts } from '../../src/rules/facts.js';
import { cases } from '../fixtures/cases.js';

const captured = cases.find(({ path }) => path === 'three-views/net-group5')?.blocks;
const answer = captured?.find(({ listed }) => listed.role === 'firmware-query-fn')?.bytes ?? new Uint8Array();
const catalog = builtInCatalog();

/** Answers to QUERY PCI FUNCTION, whose function id is the word at 20. */
function answers(count: number) {
  return Array.from({ length: count }, (_, id) => {
    const bytes = Uint8Array.from(answer);
    new DataView(bytes.buffer).setUint32(20, id);
    return decodeBlock(bytes, { type: 'clp_rsp_query_pci' }).with({ source: `query-${id}.bin` });
  });
}

function timeOf(count: number): number {
  const firmware = answers(count);
  const start = process.cpuUsage();
  expect(pairBlocks(catalog, { firmware, vfio: [], guest: [] }).sets).toHaveLength(count);
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

test('five times as many functions do not take twenty times as long', () => {
  timeOf(500);
  expect(timeOf(5000)).toBeLessThan(20 * timeOf(1000));
});

test('the paths of facts are the same strings in all blocks of a type', () => {
  const [one, other] = answers(2).map((block) => makeFacts(catalog, [block]).factsOf('clp_rsp_query_pci'));
  expect(one?.length).toBeGreaterThan(50);
  expect(other?.map(({ path }) => path)).toEqual(one?.map(({ path }) => path));
  // What only a report shows is no part of a fact until it is asked for.
  expect(Object.keys(one?.[0] ?? {})).toEqual(['leaf', 'path', 'value']);
  expect(one?.[0]?.raw).toBe('0180');
});

test('a fact that is changed keeps what is read only when it is asked for', () => {
  const [block] = answers(1);
  const fact = block === undefined ? undefined : makeFacts(catalog, [block]).find('clp_rsp_query_pci.hdr.len');
  const rest = { status: 'ok', source: 'query-0.bin', byteOffset: 0, raw: '0180', bits: 16, swapped: 0x8001n };
  expect(fact).toMatchObject({ path: 'clp_rsp_query_pci.hdr.len', value: 384n });
  expect(fact && { ...factWith(fact, { value: null }) }).toMatchObject({ ...rest, value: null });
});
