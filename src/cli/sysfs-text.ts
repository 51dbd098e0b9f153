/** Attributes of one function as text, by name. */
export interface SysfsText {
  readonly attributes: ReadonlyMap<string, string>;
  readonly source: string;
}
