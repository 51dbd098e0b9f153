/**
 * The tables with what a kernel has otherwise: its blocks are decoded as it wrote them.
 */
import type { Kernel } from '../btf/kernel.js';
import { type Catalog, makeCatalog, typeName } from '../catalog/catalog.js';
import type { Layout } from '../model/layout.js';
import type { MemberDifference } from '../model/verify.js';
import { importLayout } from './import-layout.js';
import { type Linux, verifyKernel } from './verify.js';

export interface KernelCatalog {
  readonly catalog: Catalog;
  /** One line for each struct that is not decoded as the tables have it. */
  readonly changes: readonly string[];
}

/** @throws ToolError when the types of the kernel make no sense, or have no struct of the tables. */
export function kernelCatalog(catalog: Catalog, kernel: Kernel, linux: Linux | null): KernelCatalog {
  const name = linux === null ? 'its kernel' : `Linux ${linux.version}`;
  const different = verifyKernel(kernel, catalog, linux).structs.filter(({ verdict }) => verdict === 'differs');
  if (different.length === 0) return { catalog, changes: [] };
  const own = different.flatMap(({ struct }) => importLayout(struct, { kernel, catalog, name }).layouts);
  return {
    catalog: catalogWith(catalog, own),
    changes: different.map(({ struct, differences, capVersion }) => {
      const version = capVersion === null ? '' : ` (from version ${capVersion} on)`;
      return `${struct} is decoded as ${name} has it: ${changesText(differences, version)}`;
    }),
  };
}

/** The tables with these layouts instead of their own, or besides. */
export function catalogWith(catalog: Catalog, own: readonly Layout[]): Catalog {
  const byName = new Map(own.map((one) => [typeName(one), one]));
  const names = new Set(catalog.layouts().map(typeName));
  const layouts = catalog.layouts().map((one) => byName.get(typeName(one)) ?? one);
  return makeCatalog({
    layouts: [...layouts, ...[...byName.values()].filter((one) => !names.has(typeName(one)))],
    codes: catalog.codes(),
    interfaces: catalog.interfaces(),
    roles: [catalog.roles()],
  });
}

function changesText(differences: readonly MemberDifference[], version: string): string {
  return differences
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ field, verdict }) => `${field} ${verdict}${verdict === 'new' ? version : ''}`)
    .join(', ');
}
