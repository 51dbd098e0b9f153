import type { Layout, MemberTest } from '../model/layout.js';

/** Every test of one member that detection of a layout makes, those of its kinds too, each with its place. */
export function memberTests({ detect = [] }: Layout): readonly { readonly key: string; readonly test: MemberTest }[] {
  return detect.flatMap((test, i) => {
    if (!('oneOf' in test)) return [{ key: `detect[${i}]`, test }];
    return test.oneOf.flatMap(({ tests }, j) =>
      tests.map((one, k) => ({ key: `detect[${i}].oneOf[${j}].tests[${k}]`, test: one })),
    );
  });
}
