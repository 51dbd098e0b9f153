import { ToolError } from '../model/errors.js';

/** @throws ToolError when a version is no dotted number. */
export function checkVersion(option: string, version: string | undefined): void {
  if (version !== undefined && !/^\d+(\.\d+)*([-+].*)?$/.test(version)) {
    throw new ToolError(`${option} ${version || "''"} is no version; write it as 6.12, 10.0.13 or 7.3-rc7`);
  }
}
