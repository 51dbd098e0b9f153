import type { Member } from '../btf/members.js';

/**
 * The members of a struct that is read without knowing which member of a union is live: of each union one, the first or
 * one that `wanted` names.
 */
export function chooseArms(
  tag: string,
  members: readonly Member[],
  wanted: readonly string[],
  note: (text: string) => void,
): readonly Member[] {
  const isWanted = ({ name }: Member): boolean => wanted.includes(name) || wanted.includes(`${tag}.${name}`);
  const chosen = new Map<string, number>();
  for (const { arms } of members.filter(isWanted)) for (const { union, index } of arms) chosen.set(union, index);
  for (const { arms } of members) {
    for (const { union, index } of arms) if (!chosen.has(union)) chosen.set(union, index);
  }
  const taken = members.filter(({ arms }) => arms.every(({ union, index }) => chosen.get(union) === index));
  for (const union of chosen.keys()) {
    const inside = members.filter(({ arms }) => arms.some((one) => one.union === union));
    const rest = inside.filter((one) => !taken.includes(one));
    const names = (list: readonly Member[]): string => list.map(({ name }) => name).join(', ');
    if (rest.length === 0) continue;
    note(
      `${tag}: of a union ${names(inside.filter((one) => taken.includes(one)))} is taken, not ${names(rest)} (--union NAME)`,
    );
  }
  return taken;
}
