/**
 * Each fact of a three-view case is changed in turn, in all views that show it: exactly that change is told, once, and as
 * bad as the data of its field asks for.
 */
import { describe, expect, test } from 'vitest';
import { catalog } from '../../src/index.js';
import type { Target } from '../../src/model/interface.js';
import type { Bears, Field, Layout } from '../../src/model/layout.js';
import {
  changesOf,
  compareStates,
  type Spot,
  type State,
  shortOf,
  spotsOf,
  stateOf,
  withAttribute,
  withValue,
} from './captures.js';

const state = stateOf('net-group5');
const firmware = spotsOf(state, 'firmware');
const vfio = spotsOf(state, 'vfio');
const guest = spotsOf(state, 'guest');

/** What the field itself says, read from the layout by hand: none of the answers nests deeper than an entry of the list. */
function bearsOf(struct: string, path: string): Bears | undefined {
  const [outer = '', inner] = path.replace(/\[\d*\]/g, '').split('.');
  const find = (layout: Layout | undefined, name: string): Field | undefined =>
    layout?.fields.find((one) => one.name === name);
  const field = find(catalog.layout(struct), outer);
  const own = inner === undefined || field?.type !== 'struct' ? field : find(catalog.layout(field.struct), inner);
  return own?.bears;
}

/** The severity that the words of the contract give for it, where a guest finds the value. */
function severityOf(bears: Bears, before: bigint | string, after: bigint | string, isMask: boolean): string {
  const isMore = isMask
    ? typeof before === 'bigint' && typeof after === 'bigint' && (before & after) === before
    : after > before;
  switch (bears.change) {
    case 'must-stay':
      return 'error';
    case 'may-differ':
    case 'should-stay':
      return 'warning';
    case 'may-grow':
      return isMore ? 'warning' : 'error';
    case 'may-shrink':
      return isMore ? 'error' : 'warning';
    case 'host': {
      const isNature =
        typeof before === 'bigint' &&
        typeof after === 'bigint' &&
        ((before ^ after) & ~BigInt(bears.byNature ?? 0)) === 0n;
      return isNature ? 'ok' : 'note';
    }
  }
}

/** Facts of a call, and those by which functions are paired or found. */
const untold = /[.](hdr[.]|resume_token|entry_size|reserved2$)|entry[.]fid|query_pci[.]fid|padding/;
const own = (path: string): boolean => !path.includes('fh_list[') || path.includes('fh_list[0].');

/** What becomes of it on the way to userspace; a limit that is lower moves as far as firmware's does. */
function derived(
  { rule }: Target,
  spot: Spot,
  value: bigint | string,
  there: Spot | undefined,
): bigint | string | undefined {
  if (rule.kind === 'same') return value;
  if (
    rule.kind === 'atMost' &&
    typeof value === 'bigint' &&
    typeof spot.value === 'bigint' &&
    typeof there?.value === 'bigint'
  )
    return there.value + value - spot.value;
  return rule.kind === 'times' && typeof value === 'bigint' ? value * BigInt(rule.factor) : undefined;
}

interface Changed {
  readonly state: State;
  /** What the guest found, and what it finds; absent when it sees nothing of it. */
  readonly guest?: readonly [bigint | string, bigint | string];
}

/** Firmware says another value, and so does everybody who takes it from there. */
function everywhere(path: string, spot: Spot, value: bigint | string): Changed {
  const [struct = '', ...rest] = path.split('.');
  const field = rest.join('.').replace(/\[\d+\]/g, '[]');
  let changed = withValue(state, spot, value);
  const targets = (name: string) => catalog.row(name, struct, field)?.to ?? [];
  for (const target of targets('vfio-zdev')) {
    const there = vfio.get(target.field);
    const made = derived(target, spot, value, there);
    if (there !== undefined && made !== undefined) changed = withValue(changed, there, made);
  }
  for (const target of targets('sysfs')) {
    const name = target.field.replace('sysfs.', '');
    if (name === 'pfip' && typeof value === 'string')
      for (let i = 0; i < 4; i++)
        changed = withAttribute(changed, `pfip/segment${i}`, `0x${value.slice(i * 2, i * 2 + 2)}`);
    else if (changed.sysfs.has(name) && target.rule.kind === 'same')
      changed = withAttribute(changed, name, typeof value === 'bigint' ? `0x${value.toString(16)}` : `hex:${value}`);
  }
  const row = catalog.row('qemu', struct, field);
  const takes = row?.class === 'exposed' && row.to?.some(({ rule }) => rule.kind === 'same' || rule.kind === 'atMost');
  const via = targets('vfio-zdev').find((target) => target.field === row?.via);
  const inGuest = guest.get(path);
  const made = via === undefined ? undefined : derived(via, spot, value, vfio.get(via.field));
  if (takes !== true || inGuest === undefined || made === undefined) return { state: changed };
  return { state: withValue(changed, inGuest, made), guest: [inGuest.value, made] };
}

/** Two other values of a spot: one more and one less, as far as there is room. */
function others({ value, leaf }: Spot): (bigint | string)[] {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'hex');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    return [bytes.toString('hex')];
  }
  const most = (1n << BigInt(leaf.bitLength)) - 1n;
  return [value + 1n, value - 1n].filter((one) => one >= 0n && one <= most);
}

const places = [...firmware].filter(([path]) => own(path) && !untold.test(path.replace('fh_list[0].', 'entry.')));
const cases = places.flatMap(([path, spot]) =>
  others(spot).map((value) => [`${path} ${spot.value} -> ${value}`, path, spot, value] as const),
);

/** The guest is told these by the device itself, so it is predicted to follow. */
const carried = /[.](device_id|vendor_id|bar_size\[\d\]|bar\[\d\])$/;

describe('a fact of firmware, and everything that is made of it', () => {
  test('there are facts of every sort', () => {
    expect(cases.length).toBeGreaterThan(80);
  });

  test.each(cases)('%s', (_name, path, spot, value) => {
    const { state: after, guest: seen } = everywhere(path, spot, value);
    const [change, ...more] = changesOf(compareStates(state, after));
    expect(more.map(shortOf)).toEqual([]);
    const [struct = '', ...rest] = path.split('.');
    const attribute = rest.join('.');
    expect(change).toMatchObject({ view: 'firmware', struct, attribute: attribute.replace('fh_list[0]', 'fh_list[]') });
    expect(change?.guestSees, path).toBe(seen !== undefined);
    const bears = bearsOf(struct, attribute);
    const field = spot.leaf.field;
    const isMask = field?.type !== 'bytes' && field?.format?.kind === 'flags';
    const isHost = bears?.change === 'host';
    const expected =
      bears !== undefined && (seen !== undefined || isHost)
        ? severityOf(bears, ...(seen ?? ([spot.value, value] as const)), isMask)
        : 'note';
    expect(change?.severity, path).toBe(expected);
    expect([change?.text.before, change?.text.after].join(), path).not.toBe(',');
  });
});

const inGuest = [...guest].filter(
  ([path, { role }]) =>
    role !== 'guest-list' && bearsOf(path.split('.')[0] ?? '', path.slice(path.indexOf('.') + 1)) !== undefined,
);

describe('a fact of the guest alone', () => {
  test.each(
    inGuest.flatMap(([path, spot]) => others(spot).map((value) => [`${path} -> ${value}`, path, spot, value] as const)),
  )('%s', (_name, path, spot, value) => {
    const [change, ...more] = changesOf(compareStates(state, withValue(state, spot, value)));
    expect(more.map(shortOf)).toEqual([]);
    const [struct = '', ...rest] = path.split('.');
    const bears = bearsOf(struct, rest.join('.'));
    if (bears === undefined) throw new Error('no data');
    const isMask = spot.leaf.field?.type !== 'bytes' && spot.leaf.field?.format?.kind === 'flags';
    expect(change).toMatchObject({ view: 'guest', struct, attribute: rest.join('.'), guestSees: true });
    expect(change?.severity).toBe(severityOf(bears, spot.value, value, isMask));
  });
});

describe('without answers of guests', () => {
  test('facts that VFIO carries are predicted, those of the device itself follow firmware', () => {
    const seen = cases.flatMap(([, path, spot, value]) => {
      const [change] = changesOf(compareStates(state, everywhere(path, spot, value).state, {}, false));
      return change?.guestSees === 'predicted' ? [path.replace(/\[\d+\]/, '[]')] : [];
    });
    expect([...new Set(seen)].filter((path) => !carried.test(path.replace('[]', '[0]')))).toEqual([
      'clp_rsp_query_pci.vfn',
      'clp_rsp_query_pci.pchid',
      'clp_rsp_query_pci.pfip',
      'clp_rsp_query_pci.sdma',
      'clp_rsp_query_pci.edma',
      'clp_rsp_query_pci.util_str',
      'clp_rsp_query_pci_grp.noi',
      'clp_rsp_query_pci_grp.version',
      'clp_rsp_query_pci_grp.mui',
      'clp_rsp_query_pci_grp.dasm',
      'clp_rsp_query_pci_grp.msia',
    ]);
    expect([...new Set(seen)].filter((path) => carried.test(path.replace('[]', '[0]')))).toHaveLength(4);
  });
});
