/**
 * Rewrites what READMEs show of the program: every console block, and what examples print.
 */
import { spawnSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/run.js';
import { columnsOf, commandOf, fences, readDocument, runShell, topicDocuments, withFences } from './documents.js';
import { compile, makeProject } from './typescript.js';

/** Every document whose blocks are compared with the program. */
export const documents = [
  'README.md',
  ...topicDocuments,
  'src/README.md',
  'test/README.md',
  'CHANGELOG.md',
  'fixtures/README.md',
  'fixtures/user-tables/zpci-group-v3/README.md',
];

/** The document with examples in TypeScript, each followed by what it prints. */
export const libraryDocument = 'src/help/library.md';

/** What a TypeScript example prints, run in the root of the repository. */
export function runExample(example: string): {
  readonly messages: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
} {
  const project = makeProject();
  const messages = compile(project.folder, { 'example.ts': example });
  const { stdout, stderr } = spawnSync(process.execPath, [join(project.folder, 'example.js')], {
    cwd: root,
    encoding: 'utf8',
  });
  project.remove();
  return { messages, stdout, stderr };
}

/** Writes the documents whose blocks are no longer what the program prints. */
export function updateDocuments(): void {
  for (const name of documents) {
    const text = readDocument(name);
    const examples = fences(text, 'ts').map(({ body }) => body);
    const made = withFences(text, (fence) => {
      if (fence.language === 'console')
        return `$ ${commandOf(fence)}\n${runShell(commandOf(fence), columnsOf(name)).output}`;
      return fence.language === 'text' && name === libraryDocument
        ? runExample(examples.shift() ?? '').stdout
        : fence.body;
    });
    if (made === text) continue;
    const path = join(root, name);
    writeFileSync(`${path}.new`, made);
    renameSync(`${path}.new`, path);
  }
}
