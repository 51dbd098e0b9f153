/** What `diff` says first: the answer, then findings by gravity with their side, then what is known of the versions. */
import { describe, expect, test } from 'vitest';
import { diff, net, old } from './program.js';

const misaligned = 'fixtures/scenarios/capabilities-misaligned';

/** First words of the lines that begin a finding. */
function severities(text: string): string[] {
  return [...text.matchAll(/^(error|warning|note) {2}/gm)].map(([, word = '']) => word);
}

describe('findings', () => {
  test.each([old.dir, net.dir, misaligned])(
    'of %s stand in the order of their gravity, each with its side',
    async (dir) => {
      for (const more of [[], ['-v']]) {
        const { stdout } = await diff([dir, '--only', 'findings', ...more]);
        const found = severities(stdout);
        const order = ['error', 'warning', 'note'];
        expect(found).toEqual([...found].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
        const lines = stdout.split('\n').filter((line) => /^(error|warning|note) {2}/.test(line));
        for (const line of lines) expect(line).toMatch(/^\w+ +(?:(?:firmware|vfio|guest|sysfs)(?:, )?)+ {2,}\S+/);
      }
    },
  );

  test('what is known of the versions is one line, which -v opens', async () => {
    const short = (await diff([old.dir, '--only', 'findings'])).stdout.replace(/\s+/g, ' ');
    expect(short).toContain(
      'known of these versions: bar[4] swapped (warning, guest), maxstbl constant (note, vfio, guest), DTSM (note, firmware); -v says why',
    );
    const long = (await diff([old.dir, '--only', 'findings', '-v'])).stdout;
    expect(long).not.toContain('known of these versions');
    expect(severities(long)).toEqual(['warning', 'warning', 'note', 'note']);
  });

  test('what nobody compared does not count as being as it should be', async () => {
    const { stdout } = await diff([net.fn, net.device, '--only', 'findings']);
    // Of the answer about the function, VFIO has vfn, util_str_avail, pfgid, pchid, pfip, fmb_len, pft, sdma, edma, util_str.
    expect(stdout.split('\n')[0]).toBe(
      'function 0x000000ab: nothing found, 10 of 10 facts compared as they should be, 35 not compared',
    );
  });
});

describe('rows', () => {
  const attributes = (text: string): string[] =>
    (text.split(/^attribute .*\n/m)[1] ?? '').split('\n').flatMap((line) => /^([a-z]\S*) {2}/.exec(line)?.[1] ?? []);

  test('only those where sides differ, the others counted; all of them with -v', async () => {
    const { stdout } = await diff([old.dir]);
    const differing = ['pfgid', 'fid', 'bar[4]', 'fmb_len', 'edma', 'uid', 'maxstbl', 'dtsm', 'fh_list[0].fid'];
    expect(attributes(stdout)).toEqual([...differing, 'fh_list[0].fh']);
    expect(stdout).toContain('32 more equal where they are shown, 35 more shown by no side; -v lists them\n');
    const all = attributes((await diff([old.dir, '-v'], { columns: 200 })).stdout);
    expect(all).toHaveLength(77);
  });

  test('--only differences leaves out what was worked out and what is counted', async () => {
    const { stdout } = await diff([old.dir, '--only', 'differences']);
    expect(attributes(stdout)).toHaveLength(10);
    expect(stdout).toContain('APERTURE_PAGES');
    expect(stdout).not.toMatch(/DMA aperture|more equal/);
  });
});
