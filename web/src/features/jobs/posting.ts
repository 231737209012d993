/** A part of a posting as it is set: a heading, a paragraph or a list. */
export type Block = { kind: 'heading'; text: string } | { kind: 'text'; text: string } | { kind: 'list'; items: string[] };

const BULLET = /^\s*(?:[•·▪‣*–-])\s+/;
const MAX_HEADING_LENGTH = 70;

/** Finds the parts of a posting's plain text, without changing a letter of it. */
export function blocksOf(description: string): Block[] {
  const blocks: Block[] = [];
  for (const line of description.split('\n').map((line) => line.trim())) {
    const last = blocks.at(-1);
    if (line === '') {
      if (last?.kind === 'text') blocks.push({ kind: 'text', text: '' });
    } else if (BULLET.test(line)) {
      const item = line.replace(BULLET, '');
      if (last?.kind === 'list') last.items.push(item);
      else blocks.push({ kind: 'list', items: [item] });
    } else if (last?.kind === 'text' && last.text !== '') {
      last.text += `\n${line}`;
    } else {
      blocks.push({ kind: 'text', text: line });
    }
  }
  return blocks.filter((block) => block.kind === 'list' || block.text !== '').map(asHeading);
}

/** A short line that ends no sentence, before something that belongs to it. */
function asHeading(block: Block, index: number, blocks: Block[]): Block {
  if (block.kind !== 'text' || block.text.includes('\n') || block.text.length > MAX_HEADING_LENGTH) return block;
  const isFollowed = index + 1 < blocks.length;
  const endsSentence = /[.!?…;,]$/.test(block.text);
  return isFollowed && !endsSentence ? { kind: 'heading', text: block.text } : block;
}
