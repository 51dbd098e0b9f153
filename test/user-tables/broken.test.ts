/**
 * Every way to break a table that a person has thought of, with the messages that it gives. They stand in
 * `broken-layouts.txt` and `broken-views.txt`, a change of the good table and its messages for each case.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { catalog } from '../../src/index.js';
import { exportInterface } from '../../src/user-tables/export.js';
import { change, complaint, copyOf, goodLayouts, type Json, load } from './support.js';

interface Case {
  readonly what: string;
  /** Keys and indices with dots between them. */
  readonly path: string;
  /** Undefined: taken out. */
  readonly to: Json | undefined;
  readonly messages: readonly string[];
}

/** `# what`, then `set path = json` or `remove path`, then `> message` for each line. */
function casesOf(file: string, row: number): readonly Case[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8').replaceAll('ROW', String(row));
  return text
    .split(/^# /m)
    .slice(1)
    .map((part) => {
      const [what = '', action = '', ...lines] = part.trimEnd().split('\n');
      const [, path, json] = /^(?:set|remove) (\S+)(?: = (.*))?$/.exec(action) ?? [];
      if (path === undefined || lines.some((line) => !line.startsWith('> '))) throw new Error(`${file}: ${what}`);
      const to: Json | undefined = json === undefined ? undefined : JSON.parse(json);
      return { what, path, to, messages: lines.map((line) => line.slice(2)) };
    });
}

/** `a.0.b` as keys and indices. */
function keysOf(path: string): (string | number)[] {
  return path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

function viewsOf(name: string): { readonly text: string; readonly row: number } {
  const item = catalog.interfaces().find((one) => one.name === name);
  if (item === undefined) throw new Error(`no interface ${name}`);
  return { text: exportInterface(item), row: item.rows.findIndex((row) => row.field === 'pchid') };
}

const views = viewsOf('vfio-zdev');

test('the good tables are good', async () => {
  const made = await load(JSON.stringify(goodLayouts), views.text);
  expect(made.layout('vfio_device_info_cap_example')?.size).toBe(24);
});

describe('a layout with', () => {
  const cases = casesOf('broken-layouts.txt', 0);

  it('ways to break it in numbers', () => {
    expect(cases.length).toBeGreaterThan(60);
  });

  it.each(cases)('$what', async ({ path, to, messages }) => {
    const broken = change(copyOf(goodLayouts), keysOf(path), to);
    expect(await complaint(JSON.stringify(broken))).toEqual(['layouts.json: no valid file of layouts', ...messages]);
  });
});

describe('an interface with', () => {
  const cases = casesOf('broken-views.txt', views.row);

  it('ways to break it in numbers', () => {
    expect(cases.length).toBeGreaterThan(20);
  });

  it.each(cases)('$what', async ({ path, to, messages }) => {
    const broken = change(JSON.parse(views.text), keysOf(path), to);
    const lines = await complaint(undefined, JSON.stringify(broken));
    expect(lines).toEqual(['views.json: no valid file of views', ...messages]);
  });
});
