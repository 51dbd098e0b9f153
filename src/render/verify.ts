/**
 * What `verify` found, for a terminal: what differs first, then what is not there.
 */
import type { MemberDifference, MemberPlace, VerifiedStruct, VerifyResult } from '../model/verify.js';
import { grid } from './grid.js';
import { placeText } from './member-place.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';
import { makeTheme, type Theme } from './theme.js';
import { hanging } from './wrap.js';

/** The whole report; `where` are the paths as they were given. */
export function renderVerify(result: VerifyResult, where: readonly string[], options: RenderOptions): string {
  const theme = makeTheme(options.color);
  const { width } = options;
  const parts = [
    headText(where.map(safe).join(' '), safe(kernelText(result)), width),
    hanging('', countText(result), width),
    ...result.structs.flatMap((one) => structText(one, result, where, options, theme)),
    ...(options.quiet ? [] : explainedText(result, options)),
    ...(options.quiet ? [] : absentText(result, options)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A long path has a line of its own. */
function headText(path: string, text: string, width: number): string {
  return path.length > width / 2 ? `${path}\n${hanging('  ', text, width)}` : hanging(`${path}  `, text, width);
}

/** `Linux 7.3-s390x, big-endian: vmlinux and 4 modules`. */
export function kernelText({ linux, endian, files }: VerifyResult): string {
  const version = linux === null ? 'version not known (--linux says it)' : `Linux ${linux.version}`;
  const [first, ...modules] = files;
  const more = modules.length === 0 ? '' : ` and ${counted(modules.length, 'module')}`;
  return `${version}, ${endian}-endian: ${first?.file ?? ''}${more}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** `35 of 44 structs are in this kernel. 34 are as the tables say, 1 has grown.` */
export function countText({ structs, absent }: VerifyResult): string {
  const tags = new Set(structs.map((one) => one.struct));
  const isDifferent = (tag: string): boolean => structs.some((one) => one.struct === tag && one.verdict === 'differs');
  const different = [...tags].filter(isDifferent);
  const grown = different.filter((tag) => structs.every((one) => one.struct !== tag || hasOnlyGrown(one))).length;
  const other = different.length - grown;
  const lead = `${tags.size} of ${tags.size + absent.length} structs ${tags.size === 1 ? 'is' : 'are'} here. `;
  const same = tags.size - different.length;
  const parts = [
    `${same} ${same === 1 ? 'is' : 'are'} as the tables say`,
    ...(grown === 0 ? [] : [`${grown} ${grown === 1 ? 'has' : 'have'} grown`]),
    ...(other === 0 ? [] : [`${other} ${other === 1 ? 'is' : 'are'} not`]),
  ];
  return `${lead}${parts.join(', ')}.`;
}

export function isFinding({ severity }: MemberDifference): boolean {
  return severity === 'error' || severity === 'warning';
}

function hasOnlyGrown({ differences }: VerifiedStruct): boolean {
  return differences.filter(isFinding).every(({ verdict }) => verdict === 'new');
}

function structText(
  struct: VerifiedStruct,
  result: VerifyResult,
  where: readonly string[],
  options: RenderOptions,
  theme: Theme,
): string[] {
  if (struct.verdict === 'same') return [];
  const severity = severityOf(struct);
  const lead = theme.severity[severity](severity);
  const title = `${safe(struct.struct)}  ${headline(struct)}`;
  const rows = struct.differences.filter(isFinding).map((one) => differenceCells(one).map(safe));
  const heads = tableHeads(struct).map((head, i) => ({ head: theme.faint(safe(head)), flexible: i === 3 }));
  const advice = options.quiet ? [] : adviceText(struct, result, where).map((line) => `  ${safe(line)}`);
  const table = grid(heads, rows, options.width - 2).replace(/^/gm, '  ');
  return [[hanging(`${lead}  `, theme.strong(title), options.width), table, ...advice].join('\n')];
}

export function severityOf({ differences }: VerifiedStruct): 'error' | 'warning' {
  return differences.some((one) => one.severity === 'error') ? 'error' : 'warning';
}

export function headline(struct: VerifiedStruct): string {
  const found = struct.differences.filter(isFinding);
  if (!hasOnlyGrown(struct)) return `not what ${safe(struct.tables)} has`;
  return found.length === 1 ? 'new member' : `${found.length} new members`;
}

export function tableHeads({ tables }: VerifiedStruct): readonly string[] {
  return ['member', 'here', `tables (${tables})`, ''];
}

export function differenceCells({ field, verdict, kernel, table }: MemberDifference): readonly string[] {
  if (verdict === 'new') return [field, placeText(kernel), '', newText(table)];
  const name = kernel !== null && verdict === 'renamed' ? `${placeText(kernel)}, another name` : placeText(kernel);
  const types =
    kernel !== null && table !== null && kernel.type !== table.type ? `: ${kernel.type}, not ${table.type}` : '';
  return [field, name, placeText(table), `${verdict}${verdict === 'retyped' || verdict === 'resized' ? types : ''}`];
}

function newText(table: MemberPlace | null): string {
  if (table === null) return 'new, behind the end';
  const isFree = table.type === 'padding' || table.type === 'reserved';
  return isFree ? `new, ${table.type} in the tables` : `new, lies where ${table.type} was`;
}

/** What to do about it. */
export function adviceText(struct: VerifiedStruct, { linux }: VerifyResult, where: readonly string[]): string[] {
  if (hasOnlyGrown(struct)) {
    const version = struct.capVersion === null ? '' : ` --cap-version ${struct.capVersion}`;
    const paths = where.map((path) => ` --btf ${path}`).join('');
    return ['To decode it by name:', `zpci-inspect fields${paths}${version} --export ${struct.struct} > layouts.json`];
  }
  const moved = struct.differences.find(({ severity, table }) => severity === 'error' && table !== null);
  const since = /^Linux [\d.]*\d/.exec(moved?.since ?? '')?.[0];
  const here = linux === null ? 'this kernel' : `Linux ${linux.version}`;
  return [
    `What was built for ${since === undefined ? '' : `${since} to `}${struct.tables} reads other values from ${here}.`,
  ];
}

/** Members that a version explains, and notes. */
export function explainedLines({ structs }: VerifyResult, verbose: boolean): string[] {
  return structs.flatMap(({ struct, fits, differences }) => {
    const told = differences.filter(
      (one) => !isFinding(one) && (verbose || one.severity === 'note' || one.verdict === 'later'),
    );
    const members = told.map(({ field, verdict, since, kernel }) => {
      const why = { later: `came with ${since}`, earlier: `is here before ${since}` }[verdict as 'later' | 'earlier'];
      return `${field} ${why ?? `${verdict}${kernel === null ? '' : ` (${kernel.type})`}`}`;
    });
    if (members.length === 0) return [];
    return [`${struct}${fits === null ? '' : ` (${fits})`}: ${members.join('; ')}`];
  });
}

function explainedText(result: VerifyResult, { verbose, width }: RenderOptions): string[] {
  const texts = explainedLines(result, verbose);
  return texts.length === 0
    ? []
    : [texts.map((text, i) => hanging(i === 0 ? 'explained  ' : '           ', safe(text), width)).join('\n')];
}

/** Names of structs that are not here before they are counted. */
const shownAbsent = 12;

function absentText({ absent }: VerifyResult, { verbose, width }: RenderOptions): string[] {
  if (absent.length === 0) return [];
  const shown = verbose ? absent : absent.slice(0, shownAbsent);
  const rest = absent.length - shown.length;
  const names = `${shown.map(safe).join(', ')}${rest === 0 ? '' : `, … (${rest} more; -v names them)`}`;
  return [`${hanging('not here  ', names, width)}\n          A kernel has what its code uses.`];
}
