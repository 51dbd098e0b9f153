/**
 * What a guest was given of a function, against what it sees of it.
 */
import { hexNumber } from '../bytes/hex.js';
import { givenText, idsGivenTwice } from '../decode/given-text.js';
import type { DiffCheck, DiffFact, DiffReport } from '../model/diff.js';
import type { GivenFunction, GuestConfig } from '../model/guest-config.js';
import { found } from './checks/check.js';
import type { Evidence } from './evidence.js';
import type { Hinted } from './hints.js';
import { hostDomain } from './hints.js';
import type { Side } from './side.js';

/** A function of a configuration, and where it stands. */
export interface Given {
  readonly function: GivenFunction;
  readonly config: GuestConfig;
}

/** What the guest was given of this function: by its address on the host, else by an id that the guest sees. */
export function givenTo(
  { evidence, address }: Hinted,
  configs: readonly GuestConfig[],
  isOneOfSeveral: boolean,
): Given | undefined {
  const all = allOf(configs);
  const passed = all.filter(({ function: { host } }) => host !== undefined);
  const isHere = ({ function: { host = '' } }: Given): boolean =>
    host === address ||
    (hostDomain(evidence) !== undefined && BigInt(`0x${host.split(':')[0] || '0'}`) === hostDomain(evidence));
  const seen = (name: 'fid' | 'uid', role: 'functionId' | 'userId'): Given | undefined =>
    all.find(
      ({ function: one }) => one[name] !== undefined && evidence.number('guest', role) === BigInt(one[name] ?? 0),
    );
  const only = passed.length === 1 && !isOneOfSeveral ? passed[0] : undefined;
  return passed.find(isHere) ?? seen('fid', 'functionId') ?? seen('uid', 'userId') ?? only;
}

function allOf(configs: readonly GuestConfig[]): Given[] {
  return configs.flatMap((config) => config.functions.map((one) => ({ function: one, config })));
}

function placeOf({ function: { line }, config: { source } }: Given): string {
  return `line ${line} of ${source}`;
}

/** A line of facts. */
export function givenFacts(given: Given | undefined): DiffFact[] {
  if (given === undefined) return [];
  return [{ name: 'given to the guest', text: `${givenText(given.function)} (${placeOf(given)})` }];
}

/** Ids and mode that the guest sees against those that it was given. */
export function givenChecks(given: Given | undefined, evidence: Evidence, guest: Side | undefined): DiffCheck[] {
  if (given === undefined || guest === undefined) return [];
  const ids = (
    [
      ['fid', 'functionId', 8],
      ['uid', 'userId', 4],
    ] as const
  ).flatMap(([name, role, digits]) => {
    const [wanted, seen] = [given.function[name], evidence.number('guest', role)];
    if (wanted === undefined || seen === undefined) return [];
    const said = `the guest was given the ${name} ${hexNumber(wanted, digits)} (${placeOf(given)})`;
    if (BigInt(wanted) === seen) return [found('guest', 'GIVEN_ID', 'ok', `${said}, and sees it`, '')];
    return [found('guest', 'GIVEN_ID', 'warning', `${said}, and sees ${hexNumber(seen, digits)}`, otherGuest)];
  });
  return [...ids, ...modeCheck(given, guest)];
}

const oneEach = 'QEMU refuses a second function with an id of another: give each its own.';
const otherGuest = 'Was the guest started with this configuration, and are both of the same function?';

function modeCheck(given: Given, { conditions: { mode } }: Side): DiffCheck[] {
  const { interpret } = given.function;
  if (interpret !== false || mode !== 'interpret') return [];
  const message = `the guest was given interpret=off (${placeOf(given)}), and its function is interpreted`;
  return [found('guest', 'GIVEN_MODE', 'warning', message, otherGuest)];
}

/** A report of what is wrong with the configurations themselves, and of what they give beside the functions compared. */
export function configurationReport(
  configs: readonly GuestConfig[],
  compared: readonly { readonly given: Given | undefined }[],
): DiffReport[] {
  const checks = configs.flatMap((config) => [
    ...[
      ...idsGivenTwice(config),
      ...config.errors.map(({ line, text }) => `QEMU refused a device: ${text} (line ${line} of ${config.source})`),
    ].map((message) => found('guest', 'GIVEN_TWICE', 'error', message, oneEach)),
  ]);
  const told = new Set(compared.map(({ given }) => given?.function));
  const facts = allOf(configs)
    .filter((one) => !told.has(one.function))
    .map((one) => ({ name: `line ${one.function.line} of ${one.config.source}`, text: givenText(one.function) }));
  if (checks.length + facts.length === 0) return [];
  return [
    { kind: 'configuration', title: 'configuration of the guest', sides: [], rows: [], checks, facts, summary: {} },
  ];
}
