import { type Comparisons, compareAll, diffResult, severityOf } from '../diff/diff.js';
import { structuralDiff } from '../diff/structural.js';
import { loadSides } from '../load/collect-sides.js';
import type { SourceReport } from '../load/source-report.js';
import type { RowSet } from '../model/diff.js';
import { ToolError } from '../model/errors.js';
import type { Container, Mode } from '../model/interface.js';
import type { Io } from '../model/ports.js';
import { type FailOn, isAtLeast } from '../model/severity.js';
import type { PageFormat } from '../render/formats.js';
import { aboutRun, keptSession } from './about.js';
import { blockReport } from './block-report.js';
import { checkVersion } from './check-version.js';
import { exitCodes } from './exit-codes.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import { type ReadingCliOptions, readingOptions } from './reading-options.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';

export interface DiffCliOptions extends OutputOptions, ReadingCliOptions {
  readonly format: PageFormat;
  readonly firmware?: readonly string[];
  readonly vfio?: readonly string[];
  readonly guest?: readonly string[];
  readonly config?: readonly string[];
  readonly only?: RowSet;
  readonly qemu?: string;
  readonly mode?: Mode;
  readonly container?: Container;
  readonly failOn: FailOn;
}

/** Compares and prints; exit 1 when something at or above --fail-on was found. */
export async function runDiff(files: readonly string[], options: DiffCliOptions, given: Session): Promise<void> {
  const session = await keptSession(given, options.format);
  const { io } = session;
  checkVersion('--linux', options.linux);
  checkVersion('--qemu', options.qemu);
  const report = sourceReport(session, options);
  const { reports, blocks, problems } = await compare(files, options, io, report);
  const isFound = reports.some((report) => isAtLeast(severityOf(report), options.failOn));
  const result = diffResult(reports, isFound ? exitCodes.found : exitCodes.ok);
  const render = {
    ...renderOptions(options, io),
    findingsOnly: options.only === 'findings',
    differencesOnly: options.only === 'differences',
  };
  const withBlocks = () => reports.map((report) => blockReport(report, blocks.get(report) ?? []));
  const texts: Readonly<Record<PageFormat, () => Promise<string>>> = {
    table: async () => (await import('../render/diff.js')).renderDiff(reports, render),
    json: async () => (await import('../render/json.js')).renderJson(result),
    markdown: async () => {
      const { renderDiffMarkdown } = await import('../render/diff-markdown.js');
      return renderDiffMarkdown(withBlocks(), { ...render, about: await aboutRun(session) });
    },
    html: async () => {
      const { renderDiffPage } = await import('../render/html/diff.js');
      return renderDiffPage(withBlocks(), await aboutRun(session));
    },
  };
  await writeResult(await texts[options.format](), options, io);
  if (isFound) session.found(exitCodes.found);
  for (const problem of problems) report.trouble(new ToolError(problem));
}

async function compare(
  files: readonly string[],
  options: DiffCliOptions,
  io: Io,
  report: SourceReport,
): Promise<Comparisons> {
  const reading = await readingOptions(options, io);
  const { catalog = reading.catalog, ...sides } = await loadSides(files, options, reading, io, report);
  report.finish();
  const { linux, qemu, mode } = sides.versions;
  const [one, other, ...more] = sides.firmware;
  if (
    [sides.vfio, sides.guest, sides.sysfs].every((side) => side.length === 0) &&
    one !== undefined &&
    other !== undefined &&
    more.length === 0
  ) {
    const report = structuralDiff(one, other, catalog);
    const blocks = [
      { side: 'firmware', block: one },
      { side: 'other', block: other },
    ];
    return { reports: [report], blocks: new Map([[report, blocks]]), problems: [] };
  }
  return compareAll({
    ...sides,
    options: {
      linux: options.linux,
      recordedLinux: linux,
      qemu: options.qemu ?? qemu,
      mode: options.mode ?? mode,
      container: options.container,
      catalog,
    },
  });
}
