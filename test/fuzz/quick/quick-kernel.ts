/** What holds for the types of a kernel, by the library alone. */
import { Kernel } from '../../../src/btf/kernel.js';
import { catalog } from '../../../src/index.js';
import { accessTo } from '../../../src/load/kernel.js';
import { kernelCatalog } from '../../../src/verify/kernel-catalog.js';
import { verifyKernel } from '../../../src/verify/verify.js';
import { hold } from '../finding.js';
import { decodeQuick } from './decode-quick.js';
import { holdPlain, resultOf } from './hold-said.js';

/**
 * Damaged types are refused in words or compared: a struct that differs says where, and what is decoded as this kernel
 * has it is encoded to the same bytes. @throws Finding.
 */
export function judgeKernelQuick(
  bytes: Uint8Array,
  block: { readonly type: string; readonly bytes: Uint8Array },
): void {
  const kernel = new Kernel();
  const isOpen = resultOf(() => {
    kernel.add('k', accessTo(bytes));
    return true;
  });
  if (isOpen === undefined) return;
  const found = resultOf(() => verifyKernel(kernel, catalog, null));
  holdPlain(found, 'verify-nonsense');
  for (const { struct, verdict, differences } of found?.structs ?? []) {
    const differs = differences.some(({ severity }) => severity === 'error' || severity === 'warning');
    hold(differs === (verdict === 'differs'), 'verify-verdict', () => `${struct} is ${verdict}`);
    for (const { field, kernel: own, table } of differences)
      hold(own !== null || table !== null, 'verify-place', () => `${struct}.${field} is nowhere`);
  }
  const own = resultOf(() => kernelCatalog(catalog, kernel, null));
  if (own !== undefined && own.changes.length > 0)
    decodeQuick(block.bytes, { type: block.type, endian: kernel.endian, catalog: own.catalog });
}
