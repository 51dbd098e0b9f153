/** Exit codes, as diff(1) has them; 70 is a bug of the tool. */
export const exitCodes = { ok: 0, found: 1, trouble: 2, bug: 70 } as const;
