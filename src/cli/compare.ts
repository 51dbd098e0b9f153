import { basename } from 'node:path';
import type { CaptureInput } from '../compare/capture.js';
import { type Compared, compareCaptures } from '../compare/compare.js';
import { loadSides, type Sides } from '../load/collect-sides.js';
import type { CompareResult, MatchKey } from '../model/compare.js';
import { ToolError } from '../model/errors.js';
import type { Mode } from '../model/interface.js';
import { type FailOn, isAtLeast } from '../model/severity.js';
import type { PageFormat } from '../render/formats.js';
import { aboutRun, keptSession } from './about.js';
import { checkVersion } from './check-version.js';
import { exitCodes } from './exit-codes.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import { type ReadingCliOptions, readingOptions } from './reading-options.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';

export interface CompareCliOptions extends OutputOptions, ReadingCliOptions {
  readonly format: PageFormat;
  readonly match: MatchKey;
  readonly guest?: readonly string[];
  readonly qemu?: string;
  readonly mode?: Mode;
  readonly failOn: FailOn;
}

/** Compares and prints; exit 1 when something at or above --fail-on changed. */
export async function runCompare(
  before: string,
  after: string,
  options: CompareCliOptions,
  given: Session,
): Promise<void> {
  const session = await keptSession(given, options.format);
  const { io } = session;
  if (before === '-' && after === '-') throw new ToolError('standard input can be one of the two captures, not both');
  const { result, problems, trouble } = await compare([before, after], options, session);
  const isFound = severities.some((one) => result.summary[one] > 0 && isAtLeast(one, options.failOn));
  const whole: CompareResult = { ...result, exitCode: isFound ? exitCodes.found : exitCodes.ok };
  const render = renderOptions(options, io);
  const texts: Readonly<Record<PageFormat, () => Promise<string>>> = {
    table: async () => (await import('../render/compare.js')).renderCompare(whole, render),
    json: async () => (await import('../render/json.js')).renderJson(whole),
    markdown: async () =>
      (await import('../render/compare-markdown.js')).renderCompareMarkdown(whole, await aboutRun(session)),
    html: async () => {
      const { renderComparePage } = await import('../render/html/compare.js');
      return renderComparePage(whole, { ...render, about: await aboutRun(session) });
    },
  };
  await writeResult(await texts[options.format](), options, io);
  if (isFound) session.found(exitCodes.found);
  for (const problem of problems) trouble(new ToolError(problem));
}

const severities = ['error', 'warning', 'note'] as const;

async function compare(
  [before, after]: readonly [string, string],
  options: CompareCliOptions,
  session: Session,
): Promise<Compared & { readonly trouble: (error: ToolError) => void }> {
  const linux = versionsOf('--linux', options.linux);
  const qemu = versionsOf('--qemu', options.qemu);
  const guests = guestsOf(options);
  const load = async (path: string, side: 0 | 1): Promise<Sides> => {
    const report = sourceReport(session, options);
    const reading = await readingOptions({ ...options, linux: linux[side] }, session.io);
    const sides = await loadSides([path], { guest: guests[side] }, reading, session.io, report);
    report.finish();
    return sides;
  };
  const inputOf = (path: string, sides: Sides, side: 0 | 1): CaptureInput => ({
    ...sides,
    source: path === '-' ? path : basename(path),
    linux: linux[side] ?? sides.versions.linux,
    qemu: qemu[side] ?? sides.versions.qemu,
    mode: options.mode ?? sides.versions.mode,
  });
  const one = await load(before, 0);
  const isSame = before === after && linux[0] === linux[1] && guests[0]?.[0] === guests[1]?.[0];
  const other = isSame ? one : await load(after, 1);
  const compared = compareCaptures({
    before: inputOf(before, one, 0),
    after: inputOf(after, other, 1),
    match: options.match,
    predict: qemu[0] !== qemu[1],
    catalog: other.catalog ?? (await readingOptions({ ...options, linux: undefined }, session.io)).catalog,
  });
  // What cannot be told of a capture is no difference from itself.
  const problems = one === other && qemu[0] === qemu[1] ? [] : [...new Set(compared.problems)];
  return { ...compared, problems, trouble: sourceReport(session, options).trouble };
}

/** The captures of the guest, a side each. @throws ToolError when there is not one of each time. */
function guestsOf({
  guest,
}: CompareCliOptions): readonly [readonly string[] | undefined, readonly string[] | undefined] {
  if (guest === undefined) return [undefined, undefined];
  const [before, after, ...more] = guest;
  if (before === undefined || after === undefined || more.length > 0)
    throw new ToolError('--guest: two captures of the guest are compared, before and after');
  return [[before], [after]];
}

/** Versions before and after: `7.2,11.1`, or one for both. @throws ToolError when one is none. */
function versionsOf(option: string, text: string | undefined): readonly [string | undefined, string | undefined] {
  if (text === undefined) return [undefined, undefined];
  const [before, after = before, ...more] = text.split(',');
  if (more.length > 0) throw new ToolError(`${option} ${text}: two versions at most, before and after`);
  for (const version of [before, after]) checkVersion(option, version);
  return [before, after];
}
