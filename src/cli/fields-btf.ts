import type { Catalog } from '../catalog/catalog.js';
import { hasRole } from '../catalog/catalog.js';
import { summarizeLayout } from '../catalog/field-table.js';
import { loadKernel } from '../load/kernel.js';
import { ToolError } from '../model/errors.js';
import type { Layout } from '../model/layout.js';
import { fieldsSchema } from '../model/tables.js';
import { renderJson } from '../render/json.js';
import { renderKernelFields, renderKernelFieldsMarkdown } from '../render/kernel-fields.js';
import { safe } from '../render/safe.js';
import { exportLayout } from '../user-tables/export.js';
import { importLayout } from '../verify/import-layout.js';
import { catalogWith } from '../verify/kernel-catalog.js';
import { membersBeside } from '../verify/members-beside.js';
import { nextVersion } from '../verify/verify.js';
import { checkVersion } from './check-version.js';
import type { FieldsCliOptions } from './fields-settings.js';
import { renderOptions, writeResult } from './output.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';

/** A struct as a kernel has it: beside the table's, or as a file for --layouts. */
export async function runKernelFields(
  name: string | undefined,
  options: FieldsCliOptions,
  catalog: Catalog,
  session: Session,
): Promise<void> {
  const { io } = session;
  if (name === undefined) throw new ToolError('--btf needs the name of a struct');
  checkVersion('--linux', options.linux);
  const capVersion = numberOf(options.capVersion);
  const { kernel, linux } = await loadKernel(
    options.btf ?? [],
    options.linux,
    io,
    sourceReport(session, options).trouble,
  );
  const kernelName = linux === null ? 'a kernel of unknown version' : `Linux ${linux.version}`;
  const { layouts, notes } = importLayout(name, {
    kernel,
    catalog,
    name: kernelName,
    capVersion,
    unions: options.union,
  });
  const more = capVersion === undefined ? versionNotes(layouts, catalog) : [];
  if (options.quiet !== true) for (const text of [...notes, ...more]) io.stderr(`zpci-inspect: note: ${safe(text)}\n`);
  if (options.export !== undefined) return writeResult(exportLayout(catalog, ...layouts), options, io);
  if (options.format === 'json') {
    const over = catalogWith(catalog, layouts);
    const interfaces = catalog.interfaces().map((item) => item.name);
    const summaries = layouts.map((layout) => summarizeLayout(over, layout));
    return writeResult(renderJson({ schema: fieldsSchema, interfaces, layouts: summaries }), options, io);
  }
  const shown = options.verbose === true ? layouts : layouts.slice(0, 1);
  const structs = shown.map(({ tag }) => membersBeside(tag, kernel, catalog));
  const text =
    options.format === 'markdown'
      ? renderKernelFieldsMarkdown(structs, kernelName)
      : renderKernelFields(structs, kernelName, renderOptions(options, io));
  await writeResult(text, options, io);
}

/** @throws ToolError when it is no version of a capability. */
function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 0xffff || Number(text) === 0) {
    throw new ToolError(`--cap-version ${text} is no version of a capability; it is a number from 1 to 65535`);
  }
  return Number(text);
}

/** A kernel does not say which version brought a member: what is assumed is said. */
function versionNotes(layouts: readonly Layout[], catalog: Catalog): string[] {
  return layouts.flatMap((layout) => {
    const known = catalog.layout(layout.tag);
    if (known === undefined || !hasRole(known, 'capability')) return [];
    const version = nextVersion(known);
    const names = layout.fields.filter((field) => field.minVersion === version).map((field) => field.name);
    if (names.length === 0) return [];
    return [
      `${layout.tag}: ${names.join(', ')} is taken for a member from version ${version} on (--cap-version says another)`,
    ];
  });
}
