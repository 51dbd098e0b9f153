// Loaded before the program: what every object inherits must be the same at the end as it was at the beginning.
const watched = [Object, Array, Function, String, Number, Boolean, RegExp, Map, Set, Promise, Error];
const parts = () =>
  watched.flatMap(({ prototype }) => Object.entries(Object.getOwnPropertyDescriptors(prototype)).flat());
const before = parts();

process.once('exit', () => {
  const after = parts();
  const isSame = (part, i) =>
    typeof part === 'string' ? part === after[i] : part.value === after[i]?.value && part.get === after[i]?.get;
  if (after.length === before.length && before.every(isSame)) return;
  process.exitCode = 99;
});
