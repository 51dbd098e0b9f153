/**
 * The functions of one machine as `list` shows them, with the findings that `diff` has for each.
 */
import { hexNumber } from '../bytes/hex.js';
import { type Catalog, hasRole } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { functionTitle } from '../diff/compare-function.js';
import { countSeverities } from '../diff/count.js';
import { type Comparisons, compareAll, type DiffInput } from '../diff/diff.js';
import { hasUsers } from '../diff/require-comparable.js';
import type { DiffReport } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import type { GuestConfig } from '../model/guest-config.js';
import type { ListedFunction } from '../model/list.js';
import type { FactRole } from '../model/roles.js';
import type { Value } from '../rules/facts.js';
import type { Claim } from './claims.js';
import { contradictionsOf } from './contradictions.js';
import { type JoinedFunction, joinFunctions, type MachineBlocks } from './join.js';
import { codeText } from './role-leaf.js';

/** A function, and the blocks that are about it. */
export interface FunctionOfMachine {
  readonly listed: ListedFunction;
  readonly blocks: readonly DecodedBlock[];
  /** What `diff` says of it; undefined where nothing could be compared. */
  readonly report: DiffReport | undefined;
  /** The blocks that were compared, or else all, each with its side. */
  readonly sides: readonly { readonly side: string; readonly block: DecodedBlock }[];
}

export interface ListedMachine {
  readonly functions: readonly FunctionOfMachine[];
  /** What could not be joined, one line each. */
  readonly problems: readonly string[];
  /** Why findings were not counted. */
  readonly uncounted: readonly string[];
}

/** Joins what all blocks say of each function, and counts the findings that `diff` has in its input. */
export function listMachine(
  name: string | null,
  all: MachineBlocks,
  input: DiffInput & MachineBlocks,
  catalog: Catalog,
): ListedMachine {
  const { functions, problems } = joinFunctions(catalog, all);
  const compared = compareMachine(input);
  return {
    functions: functions.map((one) => {
      const report = reportOf(one, compared.reports, functions.length);
      return {
        listed: listedFunction(catalog, name, one, report, input.configs ?? []),
        blocks: [...one.claims, one.guest].flatMap((claim) => claim?.block ?? []),
        report,
        sides: (report === undefined ? undefined : compared.blocks.get(report)) ?? claimedBlocks(one),
      };
    }),
    problems,
    uncounted: compared.problems.filter((problem) => !problems.includes(problem)),
  };
}

/** Each block once, on the side of the first that speaks of the function. */
function claimedBlocks({ claims, guest }: JoinedFunction): FunctionOfMachine['sides'] {
  const all = [...claims, ...(guest === undefined ? [] : [guest])];
  const sides = new Map(all.flatMap(({ view, block }) => (block === undefined ? [] : [[block, view] as const])));
  return [...sides].map(([block, side]) => ({ side, block }));
}

/** The reports of `diff`, as far as there is something to compare. */
function compareMachine(input: DiffInput & MachineBlocks): Comparisons {
  if (input.firmware.length === 0 || !hasUsers(input)) return { reports: [], blocks: new Map(), problems: [] };
  try {
    return compareAll(input);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { reports: [], blocks: new Map(), problems: [error.message] };
  }
}

function reportOf(one: JoinedFunction, reports: readonly DiffReport[], count: number): DiffReport | undefined {
  const own = reports.filter(({ kind }) => kind === 'function');
  const named = own.find(({ title }) => title === functionTitle(one.id));
  return named ?? (count === 1 && own.length === 1 ? own[0] : undefined);
}

function listedFunction(
  catalog: Catalog,
  machine: string | null,
  one: JoinedFunction,
  report: DiffReport | undefined,
  configs: readonly GuestConfig[],
): ListedFunction {
  const number = (role: FactRole): number | null => numberOf(one.number(role));
  const wide = (role: FactRole): string | null => {
    const value = one.number(role);
    return value === undefined ? null : hexNumber(value, 16);
  };
  const said = <Key extends 'address' | 'driver'>(key: Key): string | null =>
    one.claims.find((claim) => claim[key] !== undefined)?.[key] ?? null;
  const contradictions = contradictionsOf(catalog, one, report !== undefined);
  return {
    fid: number('functionId'),
    uid: number('userId'),
    address: said('address'),
    vendor: number('entryVendor'),
    device: number('entryDevice'),
    type: codeText(catalog, 'functionType', one.number('functionType'))?.replace(/:.*/, '') ?? null,
    pchid: number('physicalChannel'),
    vfn: number('virtualFunction'),
    group: number('groupId'),
    state: codeText(catalog, 'entryState', one.number('entryState')) ?? null,
    handle: number('handle'),
    driver: said('driver'),
    noi: number('interrupts'),
    start: wide('apertureStart'),
    end: wide('apertureEnd'),
    capabilities: capabilitiesOf(one.claims),
    guest: guestOf(one.guest) ?? givenTo(said('address'), configs),
    findings: findingsOf(report, contradictions.length),
    contradictions,
    machine,
    sources: [...new Set([...one.claims, one.guest].flatMap((claim) => claim?.source ?? []))],
  };
}

function numberOf(value: Value | undefined): number | null {
  return typeof value === 'bigint' ? Number(value) : null;
}

/** Of several device infos the first with a chain counts. */
function capabilitiesOf(claims: readonly Claim[]): Record<string, number> | null {
  for (const { block } of claims) {
    const chain = block?.structs.flatMap(({ plan: { layout, version } }) =>
      hasRole(layout, 'capability') && version !== null ? [[capabilityName(layout.role.name), version] as const] : [],
    );
    if (chain !== undefined && chain.length > 0) return Object.fromEntries(chain);
  }
  return null;
}

/** `zpci_base` of VFIO_DEVICE_INFO_CAP_ZPCI_BASE. */
export function capabilityName(name: string): string {
  return name.replace(/^.*_CAP_/, '').toLowerCase();
}

function guestOf(claim: Claim | undefined): ListedFunction['guest'] {
  if (claim === undefined) return null;
  return { fid: numberOf(claim.values.get('functionId')), uid: numberOf(claim.values.get('userId')) };
}

/** Without an answer that the guest was given: the ids that it was asked for, of a function passed through. */
function givenTo(address: string | null, configs: readonly GuestConfig[]): ListedFunction['guest'] {
  const [one] = configs.flatMap(({ functions }) =>
    functions.filter(({ host }) => host !== undefined && host === address),
  );
  return one === undefined ? null : { fid: one.fid ?? null, uid: one.uid ?? null };
}

function findingsOf(report: DiffReport | undefined, contradictions: number): ListedFunction['findings'] {
  if (report === undefined) return contradictions === 0 ? null : { error: contradictions, warning: 0, note: 0 };
  const { error, warning, note } = countSeverities(report);
  return { error: error + contradictions, warning, note };
}
