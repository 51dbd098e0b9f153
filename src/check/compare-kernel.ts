import type { Catalog } from '../catalog/catalog.js';
import { kernelFile, kernelLimit } from '../load/files.js';
import { refuseForeign } from '../load/load-case.js';
import type { Difference } from '../model/check.js';
import { ToolError } from '../model/errors.js';
import type { CaseFiles } from '../model/ports.js';
import type { MemberDifference, MemberPlace } from '../model/verify.js';
import { difference } from './difference.js';
import type { CasePlace } from './find-cases.js';

/**
 * What the kernel of a case has otherwise than the tables, where the case holds its types.
 * @throws ToolError when they make no sense.
 */
export async function compareKernel(
  files: CaseFiles,
  { dir, entries }: CasePlace,
  version: string | undefined,
  catalog: Catalog,
): Promise<Difference[]> {
  if (!entries.some(({ name }) => name === kernelFile)) return [];
  refuseForeign(entries, dir, kernelFile);
  const bytes = await files.read(`${dir}/${kernelFile}`, kernelLimit);
  const [{ Kernel }, { verifyKernel }] = await Promise.all([import('../btf/kernel.js'), import('../verify/verify.js')]);
  const kernel = new Kernel();
  try {
    kernel.add(kernelFile, { size: bytes.length, read: (at, length) => bytes.slice(at, at + length) });
    const { structs } = verifyKernel(kernel, catalog, version === undefined ? null : { version, from: 'manifest' });
    return structs.flatMap(({ struct, differences }) =>
      differences.filter(({ severity }) => severity === 'error').map((one) => kernelDifference(struct, one)),
    );
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new ToolError(`${dir}/${kernelFile}: ${error.message}`);
  }
}

function kernelDifference(struct: string, { field, verdict, kernel, table }: MemberDifference): Difference {
  return difference({
    kind: 'kernel',
    file: kernelFile,
    path: `${struct}.${field}`,
    expected: placeText(table),
    got: placeText(kernel),
    why: verdict,
  });
}

function placeText(place: MemberPlace | null): string | null {
  return place === null ? null : `${place.type} at bit ${place.bit}, ${place.bits} bits`;
}
