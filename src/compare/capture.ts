/**
 * One capture as functions: what each view says of each of them.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { knownBlock } from '../diff/block-facts.js';
import { Evidence } from '../diff/evidence.js';
import { listPages } from '../diff/pair/lists.js';
import { type LeftOut, pairBlocks } from '../diff/pair/pair.js';
import { type Attributes, sysfsFacts } from '../diff/sysfs.js';
import type { Mode, View } from '../model/interface.js';
import type { FactRole } from '../model/roles.js';
import { type Facts, makeFacts, memberOf, structOf } from '../rules/facts.js';
import { answerPlaces } from './places.js';

/** What was loaded of one capture. */
export interface CaptureInput {
  /** Base name of the argument. */
  readonly source: string;
  readonly firmware: readonly DecodedBlock[];
  readonly vfio: readonly DecodedBlock[];
  readonly guest: readonly DecodedBlock[];
  readonly sysfs: readonly { readonly attributes: Attributes; readonly source: string }[];
  /** Versions as somebody gave or recorded them. */
  readonly linux?: string | undefined;
  readonly qemu?: string | undefined;
  readonly mode?: Mode | undefined;
}

/** What is known of one function. */
export interface OneFunction {
  /** Facts by view; a view without blocks has none. */
  readonly facts: Readonly<Partial<Record<View, Facts>>>;
  /** Answers for one of several regions or interrupts, by tag and index. */
  readonly indexed: ReadonlyMap<string, Facts>;
  /** Index of its entry in the list of firmware and of the guest. */
  readonly entries: Readonly<Partial<Record<View, number>>>;
  readonly fid: bigint | undefined;
  readonly uid: bigint | undefined;
  readonly group: bigint | undefined;
  /** Channel and virtual function. */
  readonly place: string | undefined;
  /** PCI address on the host. */
  readonly address: string | undefined;
}

export interface CapturedMachine {
  readonly functions: readonly OneFunction[];
  /** Firmware's answers about the machine as a whole. */
  readonly firmware: Facts;
  /** Byte orders of its VFIO buffers. */
  readonly endians: readonly string[];
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

const addressName = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}[.][0-7]$/;

/** The functions of a capture: those that firmware answered for, those that its list has, and those that sysfs shows. */
export function readCapture(catalog: Catalog, input: CaptureInput): CapturedMachine {
  const { sets, left, problems } = pairBlocks(catalog, input);
  const { pages, problem } = listPages(catalog, input.firmware, 'firmware');
  const list = makeFacts(catalog, pages);
  const answered = sets
    .filter((set) => set.firmware.length + set.vfio.length + set.guest.length > 0)
    .map((set) => makeFunction(catalog, set, input.sysfs, sets.length === 1));
  const evidence = new Evidence(catalog, { firmware: list });
  const fids = evidence.numbers('firmware', 'entryId');
  const known = answered.map((one) => one.fid);
  const listed = fids.flatMap((fid, i) => {
    const vendor = evidence.number('firmware', 'entryVendor', i);
    // Pages that overlap have a function twice.
    if (known.includes(fid) || vendor === 0n || fids.indexOf(fid) < i) return [];
    const text = textOf(catalog, fid, input.sysfs);
    return [describe(catalog, { firmware: list, sysfs: text?.facts }, { firmware: i }, new Map(), text?.source)];
  });
  const named = new Set([...known, ...listed.map((one) => one.fid)]);
  const shown = input.sysfs.flatMap(({ attributes, source }) => {
    const one = describe(catalog, { sysfs: sysfsFacts(attributes, source) }, {}, new Map(), source);
    return one.fid === undefined || named.has(one.fid) ? [] : [one];
  });
  return {
    functions: [...answered, ...listed, ...shown].filter((one) => hasSomething(catalog, one)),
    firmware: makeFacts(catalog, [...pages, ...input.firmware.filter((block) => !pages.includes(block))]),
    endians: [...new Set(input.vfio.map((block) => block.endian))],
    // One list is enough to compare.
    notes: [...(problem === undefined ? [] : [`${input.source}: ${problem}; the first is compared`]), ...leftOut(left)],
    problems: problems.filter((one) => one !== problem),
  };
}

/** Blocks that belong to no function, those with one reason in one line. */
function leftOut(left: readonly LeftOut[]): string[] {
  const telling = left.filter(({ isNothing }) => isNothing !== true);
  return [...new Set(telling.map(({ why }) => why))].map((why) => {
    const names = telling.filter((one) => one.why === why).map(({ name }) => name);
    const more = names.length > 2 ? ` and ${names.length - 2} more` : '';
    return `not compared: ${names.slice(0, 2).join(', ')}${more}: ${why}`;
  });
}

/** A list without functions makes none; the answer for a group is that of a function nobody asked about. */
function hasSomething(catalog: Catalog, { fid, facts, indexed }: OneFunction): boolean {
  if (fid !== undefined || facts.vfio !== undefined || indexed.size > 0) return true;
  return (['firmware', 'guest'] as const).some((view) => {
    const answer = facts[view];
    return answer !== undefined && answerPlaces(catalog, view, answer, undefined).length > 0;
  });
}

type Blocks = Readonly<Record<'firmware' | 'vfio' | 'guest', readonly DecodedBlock[]>>;

function makeFunction(catalog: Catalog, set: Blocks, sysfs: CaptureInput['sysfs'], isOnly: boolean): OneFunction {
  const byIndex = set.vfio.flatMap((block) => indexOf(catalog, block) ?? []);
  const plain = set.vfio.filter((block) => !byIndex.some((one) => one.block === block));
  const of = (view: 'firmware' | 'guest'): Facts | undefined => {
    const { pages } = listPages(catalog, set[view], view);
    const others = set[view].filter(
      (block) => !block.structs.some((one) => pages.some((page) => isSame(page, one.tag))),
    );
    return set[view].length === 0 ? undefined : makeFacts(catalog, [...others, ...pages]);
  };
  const facts = {
    firmware: of('firmware'),
    vfio: plain.length === 0 ? undefined : makeFacts(catalog, plain),
    guest: of('guest'),
  };
  const evidence = evidenceOf(catalog, facts);
  const entry = evidence.ownEntry('firmware');
  const fid = evidence.number('firmware', 'functionId') ?? evidence.number('firmware', 'entryId', entry ?? -1);
  const [first] = isOnly && sysfs.length === 1 ? sysfs : [];
  const text =
    textOf(catalog, fid, sysfs) ??
    (first === undefined || fid !== undefined
      ? undefined
      : { facts: sysfsFacts(first.attributes, first.source), source: first.source });
  const indexed = new Map(byIndex.map(({ name, block }) => [name, makeFacts(catalog, [block])]));
  const entries = { firmware: entry, guest: evidence.ownEntry('guest') };
  return describe(catalog, { ...facts, sysfs: text?.facts }, entries, indexed, text?.source);
}

/** A page of the list repeats what another block has. */
function isSame(page: DecodedBlock, tag: string): boolean {
  return page.structs.some((struct) => struct.tag === tag);
}

/** Tag and index of an answer for one of several. */
function indexOf(catalog: Catalog, block: DecodedBlock): { name: string; block: DecodedBlock } | undefined {
  for (const role of ['regionIndex', 'interruptIndex'] as const) {
    const index = knownBlock(catalog, block, 'vfio').number(role);
    const path = catalog.roles().paths[role]?.vfio;
    if (index !== undefined && path !== undefined) return { name: `${structOf(path)}[${index}]`, block };
  }
  return undefined;
}

function evidenceOf(catalog: Catalog, facts: OneFunction['facts'] | Record<string, Facts | undefined>): Evidence {
  return new Evidence(catalog, Object.fromEntries(Object.entries(facts).filter(([, one]) => one !== undefined)));
}

function describe(
  catalog: Catalog,
  facts: Readonly<Partial<Record<View, Facts | undefined>>>,
  entries: Readonly<Partial<Record<View, number | undefined>>>,
  indexed: ReadonlyMap<string, Facts>,
  source: string | undefined,
): OneFunction {
  const evidence = evidenceOf(catalog, facts);
  const entry = entries.firmware;
  const number = (role: FactRole): bigint | undefined =>
    evidence.number('firmware', role) ?? shownNumber(catalog, facts.sysfs, role) ?? evidence.number('vfio', role);
  const channel = number('physicalChannel');
  return {
    facts: present(facts),
    indexed,
    entries: present(entries),
    fid: number('functionId') ?? (entry === undefined ? undefined : evidence.number('firmware', 'entryId', entry)),
    uid: number('userId'),
    group: number('groupId'),
    place: channel === undefined ? undefined : `${channel}/${number('virtualFunction') ?? 0n}`,
    address: source !== undefined && addressName.test(source) ? source : undefined,
  };
}

function present<Value>(record: Readonly<Partial<Record<View, Value | undefined>>>): Partial<Record<View, Value>> {
  const made: Partial<Record<View, Value>> = {};
  for (const view of ['firmware', 'vfio', 'guest', 'sysfs'] as const) {
    const value = record[view];
    if (value !== undefined) made[view] = value;
  }
  return made;
}

/** The number that sysfs shows for a fact of firmware. */
export function shownNumber(catalog: Catalog, sysfs: Facts | undefined, role: FactRole): bigint | undefined {
  const path = catalog.roles().paths[role]?.firmware;
  if (sysfs === undefined || path === undefined) return undefined;
  const value = sysfs.find(attributeOf(catalog, path))?.value;
  return typeof value === 'bigint' ? value : undefined;
}

function attributeOf(catalog: Catalog, path: string): string {
  const item = catalog.interfaces().find((one) => one.view === 'sysfs');
  return (item && catalog.row(item.name, structOf(path), memberOf(path))?.to?.[0]?.field) ?? '';
}

/** The sysfs text of the function with this id. */
function textOf(
  catalog: Catalog,
  fid: bigint | undefined,
  sysfs: CaptureInput['sysfs'],
): { facts: Facts; source: string } | undefined {
  if (fid === undefined) return undefined;
  const texts = sysfs.map(({ attributes, source }) => ({ facts: sysfsFacts(attributes, source), source }));
  return texts.find(({ facts }) => shownNumber(catalog, facts, 'functionId') === fid);
}
