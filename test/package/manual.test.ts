/** The manual page that npm installs: every topic is a section of it, and no text is taken for a request. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { topicDocuments } from '../readme/documents.js';
import { root } from '../support/run.js';

const page = readFileSync(join(root, packageJson.man), 'utf8');
const lines = page.split('\n');

test('has the sections of a manual page, and one for each topic', () => {
  const sections = lines.flatMap((line) => /^\.SH (.*)$/.exec(line)?.[1] ?? []);
  expect(sections.slice(0, 3)).toEqual(['NAME', 'SYNOPSIS', 'DESCRIPTION']);
  const titles = topicDocuments.map((name) => /^# (.*)$/m.exec(readFileSync(join(root, name), 'utf8'))?.[1] ?? '');
  const upper = titles.map((title) => title.replaceAll('`', '').replaceAll("'", '\\(aq').toUpperCase());
  expect(sections.slice(3).sort()).toEqual(upper.map((title) => title.replace('\\(AQ', '\\(aq')).sort());
});

test('holds ASCII and the macros of man(7) only', () => {
  expect(page).toMatch(/^[\n -~]*$/);
  const requests = new Set(lines.flatMap((line) => /^[.'](\S*)/.exec(line)?.[1] ?? []));
  expect([...requests].sort()).toEqual(['B', 'I', 'IP', 'PP', 'SH', 'SS', 'TH', 'TP', 'fi', 'in', 'nf']);
});

test('shows a backslash of a command as one', () => {
  expect(lines).toContain('$ zpci\\-inspect decode \\-\\-format json \\e');
});
