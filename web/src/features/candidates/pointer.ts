type Json = unknown;

function parts(pointer: string): string[] {
  return pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value that a JSON pointer names. */
export function valueAt(content: Json, pointer: string): Json {
  return parts(pointer).reduce<Json>((value, part) => (value as Record<string, Json> | undefined)?.[part], content);
}

/** A copy with another value at a JSON pointer; an empty text removes it. */
export function withValue(content: Json, pointer: string, value: string): Json {
  const copy = structuredClone(content);
  const path = parts(pointer);
  const last = path.pop();
  if (last === undefined) return value;
  let holder = copy as Record<string, Json>;
  for (const part of path) {
    holder[part] ??= {};
    holder = holder[part] as Record<string, Json>;
  }
  if (value.trim() !== '') holder[last] = value.trim();
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

/** A copy with one more item in the list at a JSON pointer, which may not be there yet. */
export function withItem(content: Json, pointer: string, item: string): Json {
  const copy = structuredClone(content);
  const path = parts(pointer);
  const last = path.pop() ?? '';
  const holder = path.reduce<Json>((value, part) => (value as Record<string, Json>)[part], copy) as Record<string, Json[]>;
  holder[last] = [...(holder[last] ?? []), item.trim()];
  return copy;
}

/** The group of a field, such as `/work/0`, and its own name, such as `position`. */
export function placeOf(pointer: string): { group: string; index: number | null; name: string } {
  const [group = '', ...rest] = parts(pointer);
  const index = rest[0] !== undefined && /^\d+$/.test(rest[0]) ? Number(rest[0]) : null;
  const names = rest.filter((part) => !/^\d+$/.test(part));
  return { group, index, name: names.at(-1) ?? group };
}
