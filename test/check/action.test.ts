/**
 * The reusable action: its script is run as GitHub runs it, in the program's own checkout and with the package of
 * npm. Its inputs become arguments, and none of them is run by the shell.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fences, readDocument } from '../readme/documents.js';
import { type Run, root } from '../support/run.js';
import { copies, newFolder, poke } from './places.js';
import { parseCommands } from './readers/workflow.js';
import { junitProblems, sarifProblems } from './validators.js';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
interface Workflow {
  readonly on: unknown;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

const folderOfAction = `${root}.github/actions/check`;
const text = readFileSync(`${folderOfAction}/action.yml`, 'utf8');
const action: Action = parse(text);
const [step] = action.runs.steps;

type Inputs = Readonly<Record<string, string>>;

/** What GitHub puts in place of `${{ … }}`. */
function evaluated(value: string, inputs: Inputs, place: string): string {
  return value.replace(/\$\{\{ (\S+) \}\}/g, (whole, name: string) => {
    if (name === 'github.action_path') return place;
    const input = /^inputs\.(.+)$/.exec(name)?.[1] ?? whole;
    return inputs[input] ?? action.inputs[input]?.default ?? whole;
  });
}

interface Where {
  readonly cwd: string;
  /** Folder of programs that are found first. */
  readonly path?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly place?: string;
}

/** The step's script with these inputs, as the runner starts it. */
function runAction(inputs: Inputs, { cwd, path, env = {}, place = folderOfAction }: Where): Run {
  const script = join(newFolder(), 'step.sh');
  writeFileSync(script, step?.run ?? 'exit 99');
  const set = Object.entries(step?.env ?? {}).map(([name, value]) => [name, evaluated(value, inputs, place)]);
  const result = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], {
    cwd,
    env: {
      ...Object.fromEntries(set),
      ...env,
      CI: 'true',
      COLUMNS: '140',
      PATH: `${path === undefined ? '' : `${path}:`}${process.env['PATH'] ?? ''}`,
    },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** A folder with a program of this name. */
function fake(name: string, script: string): string {
  const folder = newFolder();
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

test('it is a composite action of one bash step, and hands every input over by the environment', () => {
  expect(action.runs).toMatchObject({ using: 'composite', steps: [{ shell: 'bash' }] });
  expect(action.runs.steps).toHaveLength(1);
  expect(step?.run).not.toContain('${{');
  const handed = Object.values(step?.env ?? {});
  for (const name of Object.keys(action.inputs)) expect(handed).toContain(`\${{ inputs.${name} }}`);
  expect(handed).toHaveLength(Object.keys(action.inputs).length + 1);
});

describe('from its own checkout', () => {
  test('cases that pass', async () => {
    const cwd = await copies('synthetic/group-status', 'three-views/plain');
    expect(runAction({ path: 'synthetic\nthree-views\n' }, { cwd })).toEqual({
      status: 0,
      stdout: '2 cases: 2 pass\n',
      stderr: '',
    });
    expect(runAction({ path: '.', filter: 'plain' }, { cwd }).stdout).toBe('1 case: 1 pass\n');
  });

  test('a case that fails: log, annotation, job summary and reports', async () => {
    const cwd = await copies('synthetic/group-status', 'three-views/plain');
    poke(join(cwd, 'three-views/plain/firmware-query-fn.bin'), 19, () => 7);
    const summary = join(newFolder(), 'summary.md');
    const env = { GITHUB_STEP_SUMMARY: summary };
    const result = runAction({ path: '.', junit: 'out.xml', sarif: 'out.sarif' }, { cwd, env });
    expect(result.status).toBe(1);
    expect(result.stdout).toMatch(
      /^ {2}firmware-query-fn\.bin: sha256 \S+…, expected sha256 \S+…\n.*\n +0x13 +clp_rsp_query_pci\.pfgid +255 +7$/m,
    );
    const [error, ...others] = parseCommands(result.stdout);
    expect(error).toMatchObject({
      command: 'error',
      properties: { file: 'three-views/plain/firmware-query-fn.bin', title: 'fail: three-views/plain' },
    });
    expect(others).toEqual([]);
    expect(readFileSync(summary, 'utf8')).toMatch(/^- \*\*fail\*\* three-views\/plain: /m);
    expect(await junitProblems(readFileSync(join(cwd, 'out.xml'), 'utf8'))).toEqual([]);
    expect(sarifProblems(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')))).toEqual([]);
    expect(runAction({ path: '.', 'fail-on': 'never' }, { cwd }).status).toBe(0);
  });

  test('types of a kernel are held against the tables, with cases or without', async () => {
    const cwd = await copies('synthetic/group-status');
    const btf = `${root}test/btf/kernels/linux-7.3-rc7_s390x.btf\n\n`;
    const alone = runAction({ path: '', btf, linux: '7.3' }, { cwd });
    expect(alone).toMatchObject({ status: 0, stderr: '' });
    expect(alone.stdout).toMatch(/^44 of 53 structs are here\. 44 are as the tables say\.$/m);
    const both = runAction({ path: '.', btf, linux: '7.3' }, { cwd });
    expect(both.status).toBe(0);
    expect(both.stdout).toMatch(/44 of 53 structs are here[\s\S]*1 case: 1 pass/);
    expect(runAction({ path: '.', btf: 'missing' }, { cwd }).status).toBe(2);
  });

  test('a folder without cases is trouble', () => {
    const cwd = newFolder();
    expect(runAction({ path: '.' }, { cwd }).status).toBe(2);
    expect(runAction({}, { cwd }).stderr).toMatch(/fixtures: no such file or directory/);
  });

  test('tables of the user', async () => {
    const cwd = await copies('synthetic/capability-versions', 'user-tables/zpci-group-v3');
    const layouts = 'user-tables/zpci-group-v3/layouts.json';
    const result = runAction({ path: 'synthetic', layouts }, { cwd });
    expect(result.status).toBe(1);
    expect(result.stdout).toMatch(/example_length/);
    expect(runAction({ path: 'synthetic', views: layouts }, { cwd }).status).toBe(2);
  });

  test('is built first where it is not, without scripts of packages', async () => {
    const cwd = await copies('synthetic/group-status');
    const checkout = newFolder();
    const place = join(checkout, '.github/actions/check');
    mkdirSync(place, { recursive: true });
    cpSync(`${root}bin`, join(checkout, 'bin'), { recursive: true });
    const npm = fake(
      'npm',
      `echo "npm in $(basename "$PWD"): $*"\nif [ "$1" = run ]; then cp -R '${root}dist' dist; fi\n`,
    );
    const { status, stdout, stderr } = runAction({ path: '.' }, { cwd, place, path: npm });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const name = checkout.split('/').at(-1);
    expect(stdout.split('\n')).toEqual([
      '::group::Build zpci-inspect',
      `npm in ${name}: ci --ignore-scripts --include=dev --no-audit --no-fund`,
      `npm in ${name}: run build:cli`,
      '::endgroup::',
      '1 case: 1 pass',
      '',
    ]);
    expect(runAction({ path: '.' }, { cwd, place, path: npm }).stdout).toBe('1 case: 1 pass\n');
  });

  test('fails when it cannot be built', async () => {
    const cwd = await copies('synthetic/group-status');
    const checkout = newFolder();
    const place = join(checkout, '.github/actions/check');
    mkdirSync(place, { recursive: true });
    const npm = fake('npm', 'echo no network >&2; exit 7\n');
    const { status, stdout, stderr } = runAction({ path: '.' }, { cwd, place, path: npm });
    expect({ status, stderr }).toEqual({ status: 7, stderr: 'no network\n' });
    expect(stdout).not.toContain('pass');
  });
});

describe('with a version of npm', () => {
  const npx = fake('npx', 'for one; do echo "$one"; done\n');
  const argumentsOf = (inputs: Inputs): string[] =>
    runAction({ version: '1.2.3', ...inputs }, { cwd: newFolder(), path: npx })
      .stdout.trimEnd()
      .split('\n');

  test('and nothing else', () => {
    expect(argumentsOf({})).toEqual(
      '--yes zpci-inspect@1.2.3 check --reporter pretty --reporter github --fail-on error -- fixtures'.split(' '),
    );
  });

  test('and everything else: no input is run, split or expanded', () => {
    const cwd = newFolder();
    const inputs = {
      version: '1; touch x',
      path: 'a b\n$(touch x)\n*\n-x\n',
      filter: '`touch x`',
      'fail-on': '" && touch x',
      layouts: '$LAYOUTS',
      views: "'v'",
      junit: '$(touch x)',
      sarif: 's.sarif',
    };
    const { stdout } = runAction(inputs, { cwd, path: npx });
    expect(stdout.trimEnd().split('\n')).toEqual([
      '--yes',
      'zpci-inspect@1; touch x',
      ...['check', '--reporter', 'pretty', '--reporter', 'github', '--fail-on', '" && touch x'],
      ...['--filter', '`touch x`', '--layouts', '$LAYOUTS', '--views', "'v'"],
      ...['--reporter', 'junit:$(touch x)', '--reporter', 'sarif:s.sarif'],
      ...['--', 'a b', '$(touch x)', '*', '-x'],
    ]);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('workflows', () => {
  const folder = `${root}.github/workflows/`;
  const workflows = readdirSync(folder).map((file): [string, Workflow] => [
    file,
    parse(readFileSync(folder + file, 'utf8')),
  ]);
  const topic = 'src/help/ci.md';
  const readme = fences(readDocument(topic), 'yaml').map(({ body, line }): [string, Workflow] => [
    `${topic}:${line}`,
    parse(body),
  ]);
  const stepsOf = (workflow: Workflow): readonly Step[] => Object.values(workflow.jobs).flatMap((job) => job.steps);

  test.each([...workflows, ...readme])('%s: every step runs or uses something', (_name, workflow) => {
    expect(workflow.on).toBeDefined();
    expect(stepsOf(workflow).length).toBeGreaterThan(0);
    for (const { uses, run } of stepsOf(workflow)) expect([uses, run].filter(Boolean)).toHaveLength(1);
  });

  test.each([...workflows, ...readme])('%s: the action is there, and has the inputs given', (_name, workflow) => {
    for (const { uses = '', with: inputs = {} } of stepsOf(workflow)) {
      const path = /^(?:\.|[\w-]+\/zpci-inspect)\/(\.github\/actions\/[^@]+)(?:@\w+)?$/.exec(uses)?.[1];
      if (path === undefined) continue;
      expect(existsSync(`${root}${path}/action.yml`)).toBe(true);
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    }
  });

  test('the own CI checks the fixtures, by script and by action; the topic has a job to copy', () => {
    const ci = workflows.find(([file]) => file === 'ci.yml')?.[1];
    const steps = ci === undefined ? [] : stepsOf(ci);
    expect(steps.map(({ run }) => run)).toContain('.ci/run');
    expect(readFileSync(`${root}.ci/run`, 'utf8')).toMatch(/^ {2}node bin\/zpci-inspect\.cjs check fixtures$/m);
    expect(steps).toContainEqual({
      uses: './.github/actions/check',
      with: expect.objectContaining({ path: 'fixtures' }),
    });
    expect(readme).toHaveLength(1);
    expect(readme.flatMap(([, workflow]) => stepsOf(workflow)).map(({ uses }) => uses)).toContain(
      'OWNER/zpci-inspect/.github/actions/check@main',
    );
  });
});
