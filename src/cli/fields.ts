import { type Catalog, typeName } from '../catalog/catalog.js';
import { firmwareLayouts, isMember, layoutsNamed, summarizeLayout } from '../catalog/field-table.js';
import { ToolError } from '../model/errors.js';
import { type FieldsResult, fieldsSchema, type LayoutSummary } from '../model/tables.js';
import { renderFields, renderFieldsMarkdown, renderLayoutList, renderMatrix } from '../render/fields.js';
import type { ReportFormat } from '../render/formats.js';
import { renderJson } from '../render/json.js';
import { narrowedCatalog } from './conditions.js';
import type { FieldsCliOptions } from './fields-settings.js';
import { renderOptions, writeResult } from './output.js';
import type { Session } from './session.js';
import { catalogOf } from './tables.js';

/** Prints the field table, or the part that `name` means. */
export async function runFields(given: string | undefined, options: FieldsCliOptions, session: Session): Promise<void> {
  const { io } = session;
  const tables = await catalogOf(options, io);
  const name = typeof options.export === 'string' ? options.export : given;
  if (options.btf !== undefined) {
    const { runKernelFields } = await import('./fields-btf.js');
    return runKernelFields(name, options, tables, session);
  }
  const catalog = await narrowedCatalog(tables, options);
  if (options.export !== undefined) {
    if (name === undefined) throw new ToolError('--export needs the name of a layout or an interface');
    return writeResult(await exported(name, catalog), options, io);
  }
  const matrix = options.matrix === true;
  const layouts = name === undefined ? (matrix ? firmwareLayouts(catalog) : catalog.layouts()) : undefined;
  const summaries = layouts?.map((layout) => summarizeLayout(catalog, layout)) ?? summariesNamed(catalog, name ?? '');
  const result: FieldsResult = {
    schema: fieldsSchema,
    interfaces: catalog.interfaces().map((item) => item.name),
    layouts: options.only === undefined ? summaries : onlyClass(summaries, options.only),
  };
  const render = { ...renderOptions(options, io), ...(options.only === undefined ? {} : { only: options.only }) };
  const renderTable = matrix ? renderMatrix : name === undefined ? renderLayoutList : renderFields;
  const texts: Readonly<Record<ReportFormat, () => string>> = {
    table: () => renderTable(result, render),
    json: () => renderJson(result),
    markdown: () => renderFieldsMarkdown(result, render, matrix),
  };
  await writeResult(texts[options.format](), options, io);
}

/** A table as a file of the user. @throws ToolError when the name is no layout and no interface. */
async function exported(name: string, catalog: Catalog): Promise<string> {
  const { exportInterface, exportLayout } = await import('../user-tables/export.js');
  const [tag = '', interfaceName] = name.split('@');
  const layout = catalog.layout(tag, interfaceName);
  if (layout !== undefined) return exportLayout(catalog, layout);
  const item = catalog.interfaces().find((one) => one.name === name);
  if (item !== undefined) return exportInterface(item);
  const versions = catalog.layouts().flatMap((one) => (one.tag === tag ? [typeName(one)] : []));
  const hint = versions.length > 0 ? versions.join(' or ') : 'zpci-inspect fields lists the layouts';
  throw new ToolError(`no layout or interface ${name} to export; ${hint}`);
}

function summariesNamed(catalog: Catalog, name: string): LayoutSummary[] {
  const { layouts, member } = layoutsNamed(catalog, name);
  const summaries = layouts.map((layout) => summarizeLayout(catalog, layout));
  const found =
    member === null
      ? summaries
      : summaries.map((one) => ({ ...one, fields: one.fields.filter((field) => isMember(field.path, member)) }));
  const some = found.filter((one) => one.fields.length > 0);
  if (some.length === 0) throw new ToolError(`no layout or field ${name}; zpci-inspect fields lists the layouts`);
  return some;
}

function onlyClass(summaries: readonly LayoutSummary[], only: string): LayoutSummary[] {
  return summaries.map((one) => ({
    ...one,
    fields: one.fields.filter((field) => Object.values(field.exposure).some((entry) => entry.class === only)),
  }));
}
