/**
 * What `verify` found as a page: structs that differ first, then what the version explains, then what is not there.
 */
import type { VerifiedStruct, VerifyResult } from '../../model/verify.js';
import type { RenderOptions } from '../options.js';
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
} from '../verify.js';
import { type Content, h, type Markup } from './element.js';
import { pageText, textTable } from './page.js';

/** The page; `where` are the paths as they were given. */
export function renderVerifyPage(result: VerifyResult, where: readonly string[], options: RenderOptions): string {
  const { structs, absent } = result;
  const differing = structs.filter(({ verdict }) => verdict === 'differs');
  const worst = (['error', 'warning'] as const).find((one) => differing.some((struct) => severityOf(struct) === one));
  const explained = explainedLines(result, options.verbose);
  return pageText({
    title: `Verify ${kernelText(result)}`,
    about: options.about,
    content: [
      h('h1', {}, kernelText(result)),
      h('p', { class: `answer ${worst ?? 'ok'}` }, countText(result)),
      differing.length === 0
        ? null
        : h(
            'section',
            { class: 'findings' },
            h('ul', {}, ...differing.map((struct) => differenceItem(struct, result, where))),
          ),
      listOf('Explained by a version', explained),
      structs.length === 0 ? null : h('h2', {}, 'Structs'),
      structTable(structs),
      absent.length === 0
        ? null
        : [
            h('h2', {}, 'Not here'),
            h('p', {}, absent.join(', ')),
            h('p', { class: 'faint' }, 'A kernel has what its code uses.'),
          ],
    ],
  });
}

/** Where all structs are from one file, the title names it. */
function structTable(structs: readonly VerifiedStruct[]): Markup {
  const isOneFile = new Set(structs.map(({ file }) => file)).size <= 1;
  const columns = [
    { head: 'struct' },
    ...(isOneFile ? [] : [{ head: 'file' }]),
    { head: 'bytes', isNumber: true as const },
    { head: 'verdict' },
  ];
  return textTable(
    columns,
    structs.map(({ struct, file, size, verdict }) => [struct, ...(isOneFile ? [] : [file]), String(size), verdict]),
  );
}

function differenceItem(struct: VerifiedStruct, result: VerifyResult, where: readonly string[]): Markup {
  const severity = severityOf(struct);
  const [lead = '', ...commands] = adviceText(struct, result, where);
  return h(
    'li',
    { class: severity },
    h('b', { class: 'badge' }, severity),
    ' ',
    h('code', {}, struct.struct),
    ` ${headline(struct)}`,
    textTable(
      tableHeads(struct).map((head) => ({ head })),
      struct.differences.filter(isFinding).map(differenceCells),
    ),
    h('p', { class: 'todo' }, lead, ...commands.map((text) => [' ', h('code', {}, text)])),
  );
}

function listOf(title: string, lines: readonly string[]): Content {
  return lines.length === 0 ? null : [h('h2', {}, title), h('ul', {}, ...lines.map((text) => h('li', {}, text)))];
}
