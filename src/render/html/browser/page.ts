/**
 * What a page does in a browser: it shows and hides rows, and lights up what belongs together. Everything that it says
 * is in the page without it.
 */

for (const bar of document.querySelectorAll<HTMLElement>('.filters')) setUpFilters(bar);
/** How far each key goes. */
const steps = new Map([
  ['ArrowRight', 1],
  ['ArrowDown', 1],
  ['ArrowLeft', -1],
  ['ArrowUp', -1],
]);
setUpLight();
setUpArrows();
for (const hint of document.querySelectorAll<HTMLElement>('.hint')) hint.hidden = false;
// A browser that does not know how to print what is folded gets it open.
addEventListener('beforeprint', () => {
  for (const one of document.querySelectorAll('details')) if (one.closest('th, .reasons') === null) one.open = true;
});

/** Rows of the table behind a bar, hidden unless they pass what is pressed and typed. */
function setUpFilters(bar: HTMLElement): void {
  const box = bar.querySelector('input');
  const count = bar.querySelector('output');
  const buttons = [...bar.querySelectorAll<HTMLElement>('[data-only]')];
  const rows = [...(bar.parentElement?.querySelectorAll<HTMLTableSectionElement>(':scope > table > tbody') ?? [])];
  const all = count?.textContent ?? '';
  const update = (): void => {
    const typed = box?.value.trim().toLowerCase() ?? '';
    const only = buttons.filter(isPressed).map((button) => button.dataset['only'] ?? '');
    let shown = 0;
    for (const row of rows) {
      const text = row.rows.item(0)?.textContent?.toLowerCase() ?? '';
      row.hidden = !text.includes(typed) || !only.every((name) => row.classList.contains(name));
      if (!row.hidden) shown++;
    }
    if (count !== null) count.textContent = `${shown} of ${all}`;
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(!isPressed(button)));
      update();
    });
  }
  box?.addEventListener('input', update);
  bar.hidden = false;
  update();
}

function isPressed(button: HTMLElement): boolean {
  return button.getAttribute('aria-pressed') === 'true';
}

/** What is pointed at or focused lights up wherever one of its keys is. */
function setUpLight(): void {
  const lens = document.querySelector<HTMLElement>('.lens');
  const byKey = new Map<string, Element[]>();
  for (const one of document.querySelectorAll('[data-k]'))
    for (const key of keysOf(one)) byKey.set(key, [...(byKey.get(key) ?? []), one]);
  let last: Element | null = null;
  let lit: readonly Element[] = [];
  const light = (event: Event): void => {
    const at = event.target instanceof Element ? event.target.closest('[data-k]') : null;
    if (at === last) return;
    last = at;
    for (const one of lit) one.classList.remove('lit');
    lit = at === null ? [] : keysOf(at).flatMap((key) => byKey.get(key) ?? []);
    for (const one of lit) one.classList.add('lit');
    const text = at?.getAttribute('title') ?? '';
    if (lens !== null) {
      lens.textContent = text;
      lens.hidden = text === '';
    }
  };
  // A pointer that rests does not move: what scrolls below it while somebody walks with keys is not pointed at.
  document.addEventListener('pointermove', light);
  document.addEventListener('focusin', light);
}

function keysOf(element: Element): string[] {
  return element.getAttribute('data-k')?.split(' ') ?? [];
}

/** A map is one stop of the tab key; arrows walk its fields. */
function setUpArrows(): void {
  for (const map of document.querySelectorAll('.map')) {
    const links = [...map.querySelectorAll<HTMLElement>('a')];
    links.forEach((link, i) => {
      link.tabIndex = i === 0 ? 0 : -1;
    });
    map.addEventListener('keydown', (event) => {
      const step = event instanceof KeyboardEvent ? steps.get(event.key) : undefined;
      const { activeElement } = document;
      const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
      const next = step === undefined || at < 0 ? undefined : links[at + step];
      if (next === undefined) return;
      event.preventDefault();
      for (const link of links) link.tabIndex = link === next ? 0 : -1;
      next.focus();
    });
  }
}
