/** Structs as a kernel has them, beside those of the tables. */
import type { MemberPlace, MembersBeside } from '../model/verify.js';
import { grid } from './grid.js';
import { inert, markdownTable } from './markdown-text.js';
import { placeText } from './member-place.js';
import type { RenderOptions } from './options.js';
import { safe } from './safe.js';
import { makeTheme } from './theme.js';

export function renderKernelFields(structs: readonly MembersBeside[], kernel: string, options: RenderOptions): string {
  const theme = makeTheme(options.color);
  const parts = structs.map((one) => {
    const heads = headsOf(one).map((head, i) => ({ head: theme.faint(safe(head)), flexible: i === 0 || i === 2 }));
    const table = grid(
      heads,
      rowsOf(one).map((row) => row.map(safe)),
      options.width,
    );
    return `${theme.strong(safe(one.struct))}  ${one.size} bytes in ${safe(kernel)} (${safe(one.file)})\n${table}\n`;
  });
  return parts.join('\n');
}

export function renderKernelFieldsMarkdown(structs: readonly MembersBeside[], kernel: string): string {
  const parts = structs.map((one) => {
    const title = `### ${inert(one.struct)}\n\n${one.size} bytes in ${inert(kernel)} (${inert(one.file)})`;
    return `${title}\n\n${markdownTable(headsOf(one), rowsOf(one))}\n`;
  });
  return parts.join('\n');
}

function headsOf({ known }: MembersBeside): readonly string[] {
  return ['member', 'here', 'type', ...(known === null ? [] : [`tables (${known})`])];
}

function rowsOf({ known, members }: MembersBeside): readonly (readonly string[])[] {
  return members.map(({ name, kernel, table }) => [
    name,
    placeText(kernel),
    kernel?.type ?? '',
    ...(known === null ? [] : [tableText(kernel, table)]),
  ]);
}

function tableText(kernel: MemberPlace | null, table: MemberPlace | null): string {
  if (table === null) return 'no such member';
  const isSame = kernel !== null && kernel.bit === table.bit && kernel.bits === table.bits;
  if (isSame) return kernel.type === table.type ? 'the same' : `the same bits, ${table.type}`;
  return `${placeText(table)} ${table.type}`;
}
