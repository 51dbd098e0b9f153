import { ToolError } from '../model/errors.js';
import { type CheckedRun, summaryText } from '../render/check/run.js';
import { type Reporter, reporters } from '../render/formats.js';
import type { CheckCliOptions } from './check-settings.js';
import { exitCodes } from './exit-codes.js';
import { renderOptions, writeResult } from './output.js';
import { printError } from './print-error.js';
import type { Session } from './session.js';

/** Reporters whose lines may mix with other lines; the others write whole documents. */
const lineReporters: readonly Reporter[] = ['pretty', 'github'];

export interface ReporterTarget {
  readonly reporter: Reporter;
  /** Null for standard output. */
  readonly file: string | null;
}

/**
 * The reporters asked for, `pretty` when none is.
 * @throws ToolError for an unknown name, and for documents that would be mixed with other output.
 */
export function reporterTargets({ reporter: asked }: CheckCliOptions): readonly ReporterTarget[] {
  const targets = (asked ?? ['pretty']).map(targetOf);
  const onStdout = targets.filter((one) => one.file === null);
  const document = onStdout.find((one) => !lineReporters.includes(one.reporter));
  if (document !== undefined && onStdout.length > 1) {
    const other = onStdout.find((one) => one !== document)?.reporter ?? document.reporter;
    throw new ToolError(
      `${document.reporter} and ${other} cannot both go to standard output; give a file: --reporter ${document.reporter}:FILE`,
    );
  }
  const files = targets.flatMap((one) => one.file ?? []);
  const twice = files.find((file, i) => files.indexOf(file) !== i);
  if (twice !== undefined) throw new ToolError(`two reporters write to ${twice}; give each its own file`);
  return targets;
}

function targetOf(text: string): ReporterTarget {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  if (!isReporter(name)) throw new ToolError(`unknown reporter ${name}; one of ${Object.keys(reporters).join(', ')}`);
  const file = colon < 0 ? null : text.slice(colon + 1);
  if (file === '') throw new ToolError(`--reporter ${text}: a file name follows the colon`);
  return { reporter: name, file };
}

function isReporter(name: string): name is Reporter {
  return Object.hasOwn(reporters, name);
}

/** Writes every report; one that cannot be written is trouble, and the others are written all the same. */
export async function writeReports(
  run: CheckedRun,
  targets: readonly ReporterTarget[],
  options: CheckCliOptions,
  session: Session,
): Promise<void> {
  const { io } = session;
  const writing = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      session.found(exitCodes.trouble);
      printError(io, error);
    }
  };
  const texts: string[] = [];
  for (const { reporter, file } of targets) {
    const where = file === null ? options : { ...options, output: file };
    const text = (await reporters[reporter]())(run, renderOptions(where, io));
    if (file === null) texts.push(text);
    else await writing(() => io.files.write(file, text));
  }
  if (targets.some((one) => one.reporter === 'github')) await writing(() => appendSummary(run, session));
  if (texts.length > 0) await writing(() => writeResult(texts.join(''), options, io));
  else if (options.quiet !== true) io.stderr(`zpci-inspect: ${summaryText(run.result)}\n`);
}

/** The job summary belongs to the step: what others wrote there stays. */
async function appendSummary(run: CheckedRun, { io }: Session): Promise<void> {
  const path = io.env['GITHUB_STEP_SUMMARY'] ?? '';
  if (path === '') return;
  const { renderGithubSummary } = await import('../render/check/github.js');
  await io.files.append(path, renderGithubSummary(run));
}
