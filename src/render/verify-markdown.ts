/**
 * What `verify` found as Markdown to attach: the kernel and structs that differ first, errors before warnings; what its
 * version explains and what is not there is folded.
 */
import type { LinuxFrom, VerifiedStruct, VerifyResult } from '../model/verify.js';
import { folded, inert, item, madeBy, markdownTable, wrapped } from './markdown-text.js';
import type { RenderOptions } from './options.js';
import {
  adviceText,
  countText,
  differenceCells,
  explainedLines,
  headline,
  isFinding,
  kernelText,
  severityOf,
  tableHeads,
} from './verify.js';

const origins: Readonly<Record<LinuxFrom, string>> = {
  vermagic: 'as a module of it says',
  image: 'as its image says',
  option: 'as given',
  running: 'as the running kernel says',
  manifest: 'as the capture says',
};

/** The whole report; `where` are the paths as they were given. */
export function renderVerifyMarkdown(result: VerifyResult, where: readonly string[], options: RenderOptions): string {
  const { linux, absent, structs } = result;
  const differing = structs.filter(({ verdict }) => verdict === 'differs');
  const sorted = [...differing].sort((a, b) => Number(severityOf(b) === 'error') - Number(severityOf(a) === 'error'));
  const explained = options.quiet ? [] : explainedLines(result, options.verbose);
  const from = linux === null ? '' : `; version ${origins[linux.from]}`;
  const parts = [
    '## verify',
    wrapped(`**${inert(countText(result))}**`),
    item(`kernel: ${inert(`${kernelText(result)}${from}`)}`),
    ...sorted.flatMap((struct) => structParts(struct, result, where, options)),
    ...(explained.length === 0
      ? []
      : [folded('explained by a version', explained.map((text) => item(inert(text))).join('\n'))]),
    ...(absent.length === 0 || options.quiet
      ? []
      : [folded(`${absent.length} structs that are not here`, wrapped(`${inert(absent.join(', '))}.`))]),
    ...madeBy(options.about),
  ];
  return `${parts.join('\n\n')}\n`;
}

function structParts(
  struct: VerifiedStruct,
  result: VerifyResult,
  where: readonly string[],
  { quiet }: RenderOptions,
): readonly string[] {
  const rows = struct.differences.filter(isFinding).map((one) => [one.severity, ...differenceCells(one)]);
  return [
    `### ${severityOf(struct)}: ${inert(struct.struct)}, ${inert(headline(struct))}`,
    markdownTable(['severity', ...tableHeads(struct)], rows),
    ...(quiet ? [] : adviceText(struct, result, where).map((line) => wrapped(inert(line)))),
  ];
}
