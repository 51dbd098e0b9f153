/**
 * The comparison of one function: sides, rows, cross-checks and lines worked out.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { knownChecks } from '../model/check-kinds.js';
import type { DiffReport } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import type { GuestConfig } from '../model/guest-config.js';
import type { Hint } from '../model/hints.js';
import { type Facts, makeFacts } from '../rules/facts.js';
import { crossCheck } from './checks.js';
import { countVerdicts } from './count.js';
import { damagedBlocks } from './damage.js';
import { deriveFacts } from './derived-facts.js';
import { Evidence } from './evidence.js';
import { givenChecks, givenFacts, givenTo } from './given.js';
import { hintFacts } from './hints.js';
import { failedAnswers, requireComparable } from './require-comparable.js';
import { requireSameFunction, requireSameProposal } from './require-same-function.js';
import { makeRows } from './rows.js';
import type { Compared, SideBlock } from './shared-groups.js';
import { type DiffOptions, guestSide, interfaceNamed, type Side, userSide, usualInterface } from './side.js';
import { subjectOf } from './subject.js';
import { type Attributes, sysfsFacts } from './sysfs.js';

export interface DiffInput {
  readonly firmware: readonly DecodedBlock[];
  /** VFIO and iommufd buffers, dumps of proposals. */
  readonly vfio?: readonly DecodedBlock[];
  readonly guest?: readonly DecodedBlock[];
  /** Attributes of the function as sysfs shows them on the host. */
  readonly sysfs?: readonly { readonly attributes: Attributes; readonly source: string; readonly isSlot?: boolean }[];
  /** Lines of logs that say something of the functions: told as facts, judged by nobody. */
  readonly hints?: readonly Hint[];
  /** What guests were given, as libvirt or QEMU was asked for it. */
  readonly configs?: readonly GuestConfig[] | undefined;
  readonly options?: DiffOptions & { readonly catalog?: Catalog };
}

/**
 * Firmware's blocks of one function against those of its users. One of several functions may have no user at all,
 * and there is sysfs text of others.
 *
 * @throws ToolError when the blocks cannot be compared.
 */
export function compareFunction(input: DiffInput, catalog: Catalog, isOneOfSeveral = false): Compared {
  const options = input.options ?? {};
  if (!isOneOfSeveral) requireComparable(catalog, input);
  const firmware = makeFacts(catalog, input.firmware);
  const sides = userSides(catalog, input, options);
  const vfio = sides.find((side) => side.key === 'vfio')?.facts;
  const guestStore = (input.guest ?? []).length === 0 ? undefined : makeFacts(catalog, input.guest ?? []);
  const evidence = new Evidence(catalog, {
    firmware,
    ...(vfio === undefined ? {} : { vfio }),
    ...(guestStore === undefined ? {} : { guest: guestStore }),
  });
  const guest = guestOf(catalog, { firmware, user: vfio, guest: guestStore }, evidence, options);
  if (guest !== undefined) sides.push(guest);
  const sysfs = sysfsOf(catalog, input, evidence, isOneOfSeveral);
  if (sysfs !== undefined) sides.push(userSide('sysfs', usualInterface(catalog, 'sysfs'), sysfs.facts, options));
  requireSameFunction(evidence, 'firmware', 'vfio');
  requireSameFunction(evidence, vfio === undefined ? 'firmware' : 'vfio', 'guest');
  const made = sides.length === 0 ? [] : makeRows({ catalog, firmware, sides, evidence });
  const rows = made.map(({ row }) => row);
  for (const { key, item } of sides)
    if (item.view === 'vfio' && key !== 'vfio') requireSameProposal(evidence, rows, key);
  const hinted = { evidence, address: sysfs?.source };
  const given = givenTo(hinted, input.configs ?? [], isOneOfSeveral);
  const checks = [
    ...failedAnswers(catalog, input),
    ...damagedBlocks('firmware', input.firmware),
    ...damagedBlocks('vfio', input.vfio ?? []),
    ...damagedBlocks('guest', input.guest ?? []),
    ...crossCheck(evidence, guest),
    ...givenChecks(given, evidence, guest),
  ];
  const report = {
    kind: 'function' as const,
    title: titleOf(evidence),
    subject: subjectOf(evidence, catalog),
    sides: sides.map(({ key, item, conditions, why }) => ({
      key,
      interface: item.name,
      version: conditions.version,
      why,
    })),
    rows,
    checks,
    facts: [
      ...givenFacts(given),
      ...absentUsers(input),
      ...deriveFacts(evidence, guest),
      ...hintFacts(catalog, hinted, input.hints ?? []),
    ],
    summary: countVerdicts(rows),
    known: new Set([
      ...made.filter(({ isKnown }) => isKnown).map(({ row }) => row),
      ...checks.filter(({ id }) => knownChecks.has(id)),
    ]),
  };
  return { report, blocks: blocksBySide(input), given, ...hinted };
}

/** Each block with the key of its side; a proposal has its own. */
function blocksBySide({ firmware, vfio = [], guest = [] }: DiffInput): SideBlock[] {
  return [
    ...firmware.map((block) => ({ side: 'firmware', block })),
    ...vfio.map((block) => ({ side: block.structs.find(isProposed)?.interfaceName ?? 'vfio', block })),
    ...guest.map((block) => ({ side: 'guest', block })),
  ];
}

function isProposed({ interfaceName }: DecodedBlock['structs'][number]): boolean {
  return interfaceName !== null;
}

/** What is not compared, and why. */
function absentUsers({ vfio = [], guest = [] }: DiffInput): DiffReport['facts'] {
  if (vfio.length > 0 || guest.length > 0) return [];
  const text = 'no VFIO buffer given: on a host, only functions of a vfio driver have one';
  return [{ name: 'userspace', text }];
}

/** The sysfs text of this function, and where it is from: the one with its id, or the only one of the only function. */
function sysfsOf(
  catalog: Catalog,
  input: DiffInput,
  evidence: Evidence,
  isOneOfSeveral: boolean,
): { readonly facts: Facts; readonly source: string } | undefined {
  const texts = (input.sysfs ?? []).map(({ attributes, source }) => ({
    facts: sysfsFacts(attributes, source),
    source,
  }));
  const [only, ...others] = texts;
  if (only === undefined || (others.length === 0 && !isOneOfSeveral)) return only;
  const id = evidence.fact('firmware', 'functionId');
  const [struct = '', field = ''] = id?.path.split('.') ?? [];
  const target = catalog.row(usualInterface(catalog, 'sysfs').name, struct, field)?.to?.[0]?.field ?? '';
  const own = texts.find(({ facts }) => facts.find(target)?.value === id?.value);
  if (own === undefined && !isOneOfSeveral)
    throw new ToolError(`none of the ${texts.length} functions in the sysfs text has the id of the firmware answer`);
  return own;
}

function titleOf(evidence: Evidence): string {
  return functionTitle(evidence.number('firmware', 'functionId'));
}

/** The title of the report of a function. */
export function functionTitle(id: bigint | undefined): string {
  return id === undefined ? 'blocks without a function answer' : `function 0x${id.toString(16).padStart(8, '0')}`;
}

/** Sides of userspace: today's interface, and each proposal that has blocks. */
function userSides(catalog: Catalog, input: DiffInput, options: DiffOptions): Side[] {
  const blocks = input.vfio ?? [];
  const named = new Set(blocks.flatMap((block) => block.structs.flatMap((struct) => struct.interfaceName ?? [])));
  const merged = blocks.filter((block) => block.structs.every((struct) => struct.interfaceName === null));
  const today =
    merged.length === 0 ? [] : [userSide('vfio', usualInterface(catalog, 'vfio'), makeFacts(catalog, merged), options)];
  const proposals = [...named].map((name) => {
    const own = blocks.filter((block) => block.structs.some((struct) => struct.interfaceName === name));
    return userSide(name, interfaceNamed(catalog, name), makeFacts(catalog, own), options);
  });
  return [...today, ...proposals];
}

interface Stores {
  readonly firmware: Facts;
  readonly user: Facts | undefined;
  readonly guest: Facts | undefined;
}

function guestOf(
  catalog: Catalog,
  { firmware, user, guest }: Stores,
  evidence: Evidence,
  options: DiffOptions,
): Side | undefined {
  if (guest === undefined) return undefined;
  return guestSide(
    usualInterface(catalog, 'guest'),
    { guest, user, firmware, entry: evidence.ownEntry('guest') },
    options,
  );
}
