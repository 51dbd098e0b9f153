/**
 * Ids and properties of a function as its guest was given them, for a prediction.
 */
import { compareVersions } from '../bytes/version.js';
import { givenText } from '../decode/given-text.js';
import { ToolError } from '../model/errors.js';
import type { GivenFunction, GuestConfig } from '../model/guest-config.js';
import type { PredictOptions } from './conditions.js';

/** Options of a prediction, with where they were found. */
export interface GivenOptions extends Pick<PredictOptions, 'fid' | 'uid' | 'mode' | 'relaxedTranslation'> {
  readonly why: string;
}

/** From the machine type after this one on, a function has relaxed translation by itself. */
const lastWithout = '9.2';

/**
 * What the one function that is passed through was given; of several the one with an id that was named.
 * @throws ToolError when nobody can tell which one it is.
 */
export function givenOptions(
  configs: readonly GuestConfig[],
  named: Pick<PredictOptions, 'fid' | 'uid'>,
): GivenOptions | undefined {
  const all = configs.flatMap((config) => config.functions.map((one) => ({ one, config })));
  const passed = all.filter(({ one }) => one.host !== undefined);
  const candidates = passed.length > 0 ? passed : all;
  const fitting = candidates.length === 1 ? candidates : candidates.filter(({ one }) => isNamed(one, named));
  const [given, ...others] = fitting;
  if (given === undefined && all.length === 0) return undefined;
  if (given === undefined || others.length > 0) {
    const what =
      given === undefined ? 'no function of the guest has these ids' : `the guest has ${fitting.length} functions`;
    throw new ToolError(
      `${what}; name one with --fid or --uid`,
      all.slice(0, 20).map(({ one, config }) => `line ${one.line} of ${config.source}: ${givenText(one)}`),
    );
  }
  const { one, config } = given;
  const isOld = config.machine !== undefined && compareVersions(config.machine, lastWithout) <= 0;
  const machine =
    isOld && one.relaxedTranslation === undefined ? `; machine type ${config.machine} has no relaxed translation` : '';
  return {
    fid: one.fid,
    uid: one.uid,
    mode: one.interpret === false ? 'intercept' : undefined,
    relaxedTranslation: one.relaxedTranslation ?? (isOld ? false : undefined),
    why: `given to the guest in line ${one.line} of ${config.source}: ${givenText(one)}${machine}`,
  };
}

function isNamed({ fid, uid }: GivenFunction, named: Pick<PredictOptions, 'fid' | 'uid'>): boolean {
  return [
    [named.fid, fid],
    [named.uid, uid],
  ].every(([wanted, own]) => wanted === undefined || own === undefined || wanted === own);
}
