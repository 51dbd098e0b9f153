import { loadKernel } from '../load/kernel.js';
import { type FailOn, isAtLeast } from '../model/severity.js';
import type { VerifyResult } from '../model/verify.js';
import type { PageFormat } from '../render/formats.js';
import { verifyKernel } from '../verify/verify.js';
import { aboutRun, keptSession } from './about.js';
import { checkVersion } from './check-version.js';
import { exitCodes } from './exit-codes.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';
import { catalogOf, type TableOptions } from './tables.js';

export interface VerifyCliOptions extends OutputOptions, TableOptions {
  readonly format: PageFormat;
  readonly linux?: string;
  readonly failOn: FailOn;
}

/** Compares the tables with a kernel; exit 1 when something at or above --fail-on differs. */
export async function runVerify(paths: readonly string[], options: VerifyCliOptions, given: Session): Promise<void> {
  const session = await keptSession(given, options.format);
  const { io } = session;
  checkVersion('--linux', options.linux);
  const catalog = await catalogOf(options, io);
  const report = sourceReport(session, options);
  const { kernel, linux, where } = await loadKernel(paths, options.linux, io, report.trouble);
  const found = verifyKernel(kernel, catalog, linux);
  const isFound = found.structs.some(({ differences }) =>
    differences.some(({ severity }) => isAtLeast(severity, options.failOn)),
  );
  const result: VerifyResult = { ...found, exitCode: isFound ? exitCodes.found : exitCodes.ok };
  await writeResult(await rendered(result, where, options, session), options, io);
  if (isFound) session.found(exitCodes.found);
}

async function rendered(
  result: VerifyResult,
  where: readonly string[],
  options: VerifyCliOptions,
  session: Session,
): Promise<string> {
  if (options.format === 'json') return (await import('../render/json.js')).renderJson(result);
  const { renderVerify } = await import('../render/verify.js');
  const render = renderOptions(options, session.io);
  if (options.format === 'table') return renderVerify(result, where, render);
  const about = await aboutRun(session);
  if (options.format === 'html') {
    const { renderVerifyPage } = await import('../render/html/verify.js');
    return renderVerifyPage(result, where, { ...render, about });
  }
  const { renderVerifyMarkdown } = await import('../render/verify-markdown.js');
  return renderVerifyMarkdown(result, where, { ...render, about });
}
