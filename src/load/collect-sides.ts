/**
 * Arguments of a comparison, read one after the other onto the sides.
 */
import type { Catalog } from '../catalog/catalog.js';
import { readHints } from '../input/hints.js';
import { ToolError } from '../model/errors.js';
import type { Hint } from '../model/hints.js';
import type { Io } from '../model/ports.js';
import type { ReadBlock, ReadingOptions } from './blocks.js';
import { emptyPile, type Pile } from './pile.js';
import { isClp } from './placed.js';
import { readSource } from './read-source.js';
import type { SideName } from './side-of.js';
import { sortBundle } from './sort-capture.js';
import { type SourceReport, strictReport } from './source-report.js';
import { openArgument } from './sources.js';
import { type SysfsText, sysfsTexts } from './sysfs-text.js';
import { isSysfsTree, readSysfsTree } from './sysfs-tree.js';
import { typedArgument } from './typed-argument.js';

type Given =
  | { readonly kind: 'bundle'; readonly pile: Pile }
  | { readonly kind: 'blocks'; readonly blocks: readonly ReadBlock[] }
  /** Texts without bytes. */
  | { readonly kind: 'texts'; readonly sysfs: readonly SysfsText[]; readonly hints: readonly Hint[] };

/** What was read so far. */
export class Gathering {
  readonly pile: Pile = emptyPile();
  readonly #options: ReadingOptions & { readonly catalog: Catalog };
  readonly #io: Io;
  readonly #report: SourceReport;
  /** Blocks of each file that was given without a side. */
  readonly #plain: (readonly ReadBlock[])[] = [];
  #hasBundle = false;

  constructor(options: ReadingOptions & { readonly catalog: Catalog }, io: Io, report: SourceReport) {
    this.#options = options;
    this.#io = io;
    this.#report = report;
  }

  /** A folder or tar has blocks of every side; whose a file is, `settle` says. */
  async positional(file: string): Promise<void> {
    const given = await this.#read(file);
    if (given.kind === 'texts') this.#add(given);
    else if (given.kind === 'blocks') this.#plain.push(given.blocks);
    else {
      this.#hasBundle = true;
      this.#add(given.pile);
    }
  }

  /** Of files without a side the first is firmware's and the second its user's; beside a folder or tar they are told by their kind. */
  settle(): void {
    const [first = [], second = [], ...more] = this.#plain;
    if (!this.#hasBundle) {
      if (more.length > 0)
        throw new ToolError('more than two files without a side: use --firmware, --vfio and --guest');
      this.#add({ firmware: first, vfio: second });
      return;
    }
    for (const read of this.#plain.flat()) {
      if (isClp(read))
        throw new ToolError(`${read.source} is a ${read.block.type}: give it with --firmware or --guest`);
      this.pile.vfio.push(read);
    }
  }

  /** The blocks that a file, folder or tar has for one side. */
  async named(file: string, side: SideName): Promise<void> {
    const given = await this.#read(file);
    if (given.kind === 'blocks') return this.#add({ [side]: given.blocks });
    if (given.kind === 'texts') {
      if (side !== 'guest' || given.sysfs.length === 0) return this.#add(given);
      throw new ToolError(`${file}: sysfs text, which is compared on the side of the host`);
    }
    const part = partOf(given.pile, side);
    const count = Object.values(part).reduce((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
    if (count === 0) throw new ToolError(`${file}: holds nothing for --${side}`);
    this.#add(part);
  }

  #add({
    firmware = [],
    vfio = [],
    guest = [],
    sysfs = [],
    hints = [],
    versions = {},
  }: Partial<Readonly<ReadonlyPile>>): void {
    this.pile.firmware.push(...firmware);
    this.pile.vfio.push(...vfio);
    this.pile.guest.push(...guest);
    this.pile.sysfs.push(...sysfs);
    this.pile.hints.push(...hints);
    this.pile.versions = { ...this.pile.versions, ...versions };
  }

  async #read(file: string): Promise<Given> {
    const { path, type } = typedArgument(file, undefined, this.#options.catalog);
    if (type === undefined && path !== '-' && (await isSysfsTree(path, this.#io.files))) {
      return { kind: 'texts', sysfs: await readSysfsTree(path, this.#io.files), hints: [] };
    }
    const { isContainer, sources } = await openArgument(file, this.#options, this.#io, this.#report);
    if (isContainer) return { kind: 'bundle', pile: await sortBundle(sources, this.#options, this.#report) };
    const sysfs: SysfsText[] = [];
    const hints: Hint[] = [];
    const blocks: ReadBlock[] = [];
    for await (const source of sources) {
      const found = await readSource(source, this.#options, strictReport(this.#report), {
        before: (text) => type === undefined && takeAll(sysfs, sysfsTexts(text, source.name)),
        instead: (text) => type === undefined && takeAll(hints, readHints(text, source.name)),
      });
      blocks.push(...found);
    }
    return sysfs.length + hints.length > 0 ? { kind: 'texts', sysfs, hints } : { kind: 'blocks', blocks };
  }
}

function takeAll<Item>(list: Item[], found: readonly Item[] | null): boolean {
  list.push(...(found ?? []));
  return found !== null;
}

interface ReadonlyPile {
  readonly firmware: readonly ReadBlock[];
  readonly vfio: readonly ReadBlock[];
  readonly guest: readonly ReadBlock[];
  readonly sysfs: readonly SysfsText[];
  readonly hints: readonly Hint[];
  readonly versions: Pile['versions'];
}

/** What of a folder or tar is meant: a capture that was made in the guest holds the guest's answers as firmware's. */
function partOf({ firmware, vfio, guest, sysfs, hints, versions }: Pile, side: SideName): Partial<ReadonlyPile> {
  if (side === 'guest') return { guest: guest.length > 0 ? guest : firmware, hints };
  return side === 'firmware' ? { firmware, sysfs, hints, versions } : { vfio, sysfs, hints, versions };
}
