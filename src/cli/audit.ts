import { type AuditOptions, auditInterface, type OwnType, ownTypes } from '../audit/audit.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { type ReadingOptions, withSource } from '../load/blocks.js';
import { loadBlocks } from '../load/read-source.js';
import { type SourceReport, strictReport } from '../load/source-report.js';
import { typedArgument } from '../load/sources.js';
import { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import { renderAudit } from '../render/audit.js';
import { renderAuditMarkdown } from '../render/audit-markdown.js';
import type { PageFormat } from '../render/formats.js';
import { renderJson } from '../render/json.js';
import { aboutRun, keptSession } from './about.js';
import { type ConditionOptions, narrowedCatalog } from './conditions.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import { type ReadingCliOptions, readingOptions } from './reading-options.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';

/** Options of the command as commander gives them. */
export interface AuditCliOptions extends OutputOptions, ReadingCliOptions, ConditionOptions {
  readonly format: PageFormat;
  readonly block?: readonly string[];
  readonly btf?: readonly string[];
}

/** Audits one interface, with the bytes of the blocks given. */
export async function runAudit(name: string, options: AuditCliOptions, given: Session): Promise<void> {
  const session = await keptSession(given, options.format);
  const { io } = session;
  const report = strictReport(sourceReport(session, options));
  const reading = await readingOptions(options, io);
  const catalog = await narrowedCatalog(reading.catalog, options);
  const types = ownTypes(name, catalog);
  const blocks: DecodedBlock[] = [];
  for (const argument of options.block ?? [])
    for (const block of await ownBlocks(argument, types, reading, io, report)) blocks.push(block);
  const kernel = options.btf === undefined ? undefined : await measuringKernel(options.btf, options, session);
  const result = auditInterface(name, { blocks, catalog, kernel });
  const render = renderOptions(options, io);
  const texts: Readonly<Record<PageFormat, () => string | Promise<string>>> = {
    table: () => renderAudit(result, render),
    json: () => renderJson(result),
    markdown: async () => renderAuditMarkdown(result, { ...render, about: await aboutRun(session) }),
    html: async () => {
      const { renderAuditPage } = await import('../render/html/audit.js');
      return renderAuditPage(result, { ...render, about: await aboutRun(session) });
    },
  };
  await writeResult(await texts[options.format](), options, io);
}

/** The kernel of these paths, to be asked for the widths of its members. */
async function measuringKernel(
  paths: readonly string[],
  options: AuditCliOptions,
  session: Session,
): Promise<AuditOptions['kernel']> {
  const { loadKernel } = await import('../load/kernel.js');
  const { memberBits } = await import('../verify/member-bits.js');
  const { kernel, linux } = await loadKernel(paths, options.linux, session.io, sourceReport(session, options).trouble);
  const name = linux === null ? 'this kernel' : `Linux ${linux.version}`;
  return { name, bitsOf: (struct, member) => memberBits(kernel, struct, member) };
}

/** The blocks of a file; one whose own type is never recognised is taken for that type, not for its double. */
async function ownBlocks(
  argument: string,
  types: readonly OwnType[],
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<DecodedBlock[]> {
  const { path, type } = typedArgument(argument, options.catalog);
  const read = async (given: ReadingOptions): Promise<DecodedBlock[]> => {
    try {
      const blocks: DecodedBlock[] = [];
      for await (const one of loadBlocks([argument], given, io, report)) blocks.push(withSource(one));
      if (blocks.length === 0) throw new ToolError(`${argument}: holds no block`);
      return blocks;
    } catch (error) {
      throw error instanceof ToolError ? shortTrouble(error, path) : error;
    }
  };
  const found = await read(options);
  if (options.type !== undefined || type !== undefined) return found;
  const tags = found.map((block) => tagOf(block.type));
  const own = types.find((one) => one.isUndetectable && tags.includes(tagOf(one.type)));
  return own === undefined ? found : read({ ...options, type: own.type });
}

/** One line: `decode` has the details. */
function shortTrouble(error: ToolError, path: string): ToolError {
  const message = error.message.startsWith(path) ? error.message : `${path}: ${error.message}`;
  return new ToolError(error.details.length === 0 ? message : `${message} (zpci-inspect decode says why)`);
}

function tagOf(type: string): string {
  return type.replace(/@.*/, '');
}
