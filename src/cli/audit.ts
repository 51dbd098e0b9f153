import { auditInterface, type OwnType, ownTypes } from '../audit/audit.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import type { ReadingOptions } from '../load/blocks.js';
import { readBlocks } from '../load/read-source.js';
import type { SourceReport } from '../load/source-report.js';
import { typedArgument } from '../load/typed-argument.js';
import { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import type { ReportFormat } from '../render/formats.js';
import { type OutputOptions, renderOptions, writeResult } from './output.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';
import { catalogOf, type TableOptions } from './tables.js';

/** Options of the command as commander gives them. */
export interface AuditCliOptions extends OutputOptions, ReadingOptions, TableOptions {
  readonly format: ReportFormat;
  readonly block?: readonly string[];
}

/** Audits one interface, with the bytes of the blocks given. */
export async function runAudit(name: string, options: AuditCliOptions, session: Session): Promise<void> {
  const { io } = session;
  const report = sourceReport(session, options);
  const catalog = await catalogOf(options, io);
  const types = ownTypes(name, catalog);
  const blocks: DecodedBlock[] = [];
  for (const argument of options.block ?? [])
    blocks.push(...(await ownBlocks(argument, types, { ...options, catalog }, io, report)));
  const result = auditInterface(name, { blocks, catalog });
  if (options.format === 'json') {
    return writeResult((await import('../render/json.js')).renderJson(result), options, io);
  }
  const { renderAudit, renderAuditMarkdown } = await import('../render/audit.js');
  const render = renderOptions(options, io);
  await writeResult(
    options.format === 'markdown' ? renderAuditMarkdown(result, render) : renderAudit(result, render),
    options,
    io,
  );
}

/** The blocks of a file; one whose own type is never recognised is taken for that type, not for its double. */
async function ownBlocks(
  argument: string,
  types: readonly OwnType[],
  options: ReadingOptions,
  io: Io,
  report: SourceReport,
): Promise<DecodedBlock[]> {
  const read = async (given: ReadingOptions): Promise<DecodedBlock[]> => {
    try {
      return (await readBlocks(argument, given, io, report)).map(({ block, source }) => block.with({ source }));
    } catch (error) {
      throw error instanceof ToolError
        ? shortTrouble(error, typedArgument(argument, undefined, options.catalog).path)
        : error;
    }
  };
  const found = await read(options);
  const isPinned = options.type !== undefined || typedArgument(argument, undefined, options.catalog).type !== undefined;
  const tags = found.map((block) => tagOf(block.type));
  const own = isPinned ? undefined : types.find((one) => one.isUndetectable && tags.includes(tagOf(one.type)));
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
