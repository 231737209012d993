export interface Part {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** What became of a text, word by word: the longest common sequence stays. */
export function wordDiff(before: string, after: string): Part[] {
  const [old, now] = [words(before), words(after)];
  const common = lengths(old, now);
  const parts: Part[] = [];
  const add = (kind: Part['kind'], text: string) => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  };
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    if (at < old.length && to < now.length && old[at] === now[to]) {
      add('same', old[at]!);
      at += 1;
      to += 1;
    } else if (to >= now.length || (at < old.length && common[at + 1]![to]! >= common[at]![to + 1]!)) {
      add('removed', old[at]!);
      at += 1;
    } else {
      add('added', now[to]!);
      to += 1;
    }
  }
  return parts;
}

/** Words and what is between them. A bracket is no part of the word that it opens or closes. */
function words(text: string): string[] {
  return text.match(/[()[\]]|\s+|[^\s()[\]]+/gu) ?? [];
}

/** How many words two texts have in common from each place on. */
function lengths(old: string[], now: string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0));
  for (let at = old.length - 1; at >= 0; at -= 1) {
    for (let to = now.length - 1; to >= 0; to -= 1) {
      table[at]![to] = old[at] === now[to] ? 1 + table[at + 1]![to + 1]! : Math.max(table[at + 1]![to]!, table[at]![to + 1]!);
    }
  }
  return table;
}

export interface Moved {
  text: string;
  /** Where it stood, counted from 1. */
  from: number;
  isRaised: boolean;
}

/** The items of a list in their new order, each with its place before. */
export function moves(before: string, after: string): Moved[] {
  const old: (string | null)[] = before.split('\n');
  return after.split('\n').map((text, index) => {
    const from = old.indexOf(text);
    // The same words may stand there twice.
    if (from >= 0) old[from] = null;
    return { text, from: from + 1, isRaised: from > index };
  });
}
